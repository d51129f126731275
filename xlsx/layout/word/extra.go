package word

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/profile"
)

var (
	extras   = profile.Common("extras")
	trailing = pattern.New(`[（(][^（）()]*[）)]$`)
)

// Extra reports the header of a column that is known to hold no figure and no text
// of the report: 备注, 负责人, 联系电话, 照片. It is read as an extra.
func Extra(header string) bool {
	key := model.Key(header[strings.LastIndexByte(header, '/')+1:])
	key = strings.TrimSpace(trailing.ReplaceAllString(key, ""))
	return key != "" && slices.ContainsFunc(extras, func(w string) bool { return strings.HasSuffix(key, w) })
}
