package lang

import "errors"

// FormatAs writes a value as {{x｜format}} would.
func FormatAs(v any, format string) (string, error) {
	if format == "" {
		return PlainText(v)
	}
	f, fault := parseFormat(format, format, nil)
	if fault != nil {
		return "", errors.New(fault.Msg)
	}
	return Apply(v, []Format{f})
}
