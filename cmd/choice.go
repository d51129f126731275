package cmd

import (
	"errors"
	"path/filepath"
	"strings"

	"ziping/cmd/door"
	"ziping/cmd/settings"
)

// A choice is what a flag says, or the setting that stands in for it; the zero
// one leaves it to the program.
type choice struct {
	text string          // of a setting in a file: the file's path, else as written
	by   *settings.Value // nil for a flag
}

// choose is a flag's value, and where there is none, the setting's.
func choose(held settings.Set, twin, flag string) choice {
	if v, ok := held.Find(twin); ok && flag == "" {
		c := choice{text: v.Text, by: &v}
		if v.IsFile() {
			c.text = filepath.Join(v.Dir(), v.Path())
		}
		return c
	}
	return choice{text: flag}
}

// isFile reports that the choice may be no name of something built in.
func (c choice) isFile() bool {
	return c.by != nil && c.by.IsFile() || c.by == nil && strings.ContainsAny(c.text, `./\`)
}

// read reads the chosen file. One that a setting names stays in its folder,
// links followed, and what is wrong with it is told with the setting's line.
func (c choice) read(d *door.Door, k door.Kind) ([]byte, error) {
	if c.by == nil {
		return readFile(d, c.text, k)
	}
	data, err := d.ReadIn(c.by.Dir(), c.by.Path(), k)
	if err != nil {
		return nil, c.fault(inputError(c.text, err))
	}
	return data, nil
}

// fault is an error about what was chosen: at the setting's line when a setting
// chose it.
func (c choice) fault(err error) error {
	if c.by == nil || err == nil {
		return err
	}
	var hint *hintError
	if errors.As(err, &hint) {
		return &exitError{exitUsage, c.by.Fault(hint.hint, "%s", hint.Error())}
	}
	return &exitError{exitUsage, c.by.Fault("", "%s", err.Error())}
}

// findSettings are the settings that hold for an input.
func findSettings(d *door.Door, path string) (settings.Set, error) {
	held, err := settings.Find(d, path, settings.Program())
	if err == nil {
		return held, nil
	}
	var all []error
	for _, e := range flatten(err) {
		var refused *door.Error
		if errors.As(e, &refused) {
			e = inputError(refused.Path, refused)
			var code *exitError
			if errors.As(e, &code) {
				e = code.err
			}
		}
		all = append(all, e)
	}
	return held, &exitError{exitUsage, errors.Join(all...)}
}

// hold looks up the settings for an input, and says which of them stand in for
// flags that are not given; flags are the values of those that a command has, by
// the setting's twin.
func (f *readFlags) hold(s *job, path string, flags map[string]string) error {
	held, err := findSettings(s.door, path)
	if err != nil {
		return err
	}
	f.held = held
	for _, file := range held.Files {
		var names []string
		for _, v := range held.Values {
			if flag, used := flags[v.Twin]; v.File == file && used && flag == "" {
				names = append(names, v.Name+"“"+oneLine(v.Text)+"”")
			}
		}
		if len(names) > 0 {
			printf(s.err, "按设置文件“%s”：%s。\n", oneLine(file), strings.Join(names, "、"))
		}
	}
	return nil
}
