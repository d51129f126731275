package check

import (
	"bytes"
	"fmt"

	"github.com/goccy/go-yaml"
)

// ParseYAML reads data that an office may write, strictly, into a value that
// holds the built-in ones: what the file does not say stays. kind says what it
// is (审读词表), for errors: in Chinese, with the line.
func ParseYAML(data []byte, kind, name string, into any) error {
	text, err := decode(data)
	if err == nil && len(bytes.TrimSpace(text)) > 0 {
		if err = yaml.UnmarshalWithOptions(text, into, yaml.Strict()); err != nil {
			err = inChinese(text, err)
		}
	}
	if err != nil {
		return fmt.Errorf("%s %s：%w", kind, name, err)
	}
	return nil
}
