package cmd

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"ziping/cmd/door"
	"ziping/render/docx"
)

type fillOptions struct {
	outFlags
	data    string
	missing string
}

func newTemplateFill(s *job) *cobra.Command {
	var opts fillOptions
	c := &cobra.Command{
		Use: "fill 模板.docx --data 数据.json -o 输出.docx", Short: "用任意 JSON 数据填任意 Word 模板", Args: exactPath("模板文件"),
		RunE: func(_ *cobra.Command, args []string) error { return runTemplateFill(s, args[0], opts) },
	}
	opts.addFlags(c, "写到这个`文件`（.docx）")
	c.Flags().StringVar(&opts.data, "data", "", "数据`文件`（JSON，通常是一个对象；只有一张清单时用 {{#.}} … {{/.}}）；写 - 则从标准输入读")
	c.Flags().StringVar(&opts.missing, "missing", "error", "数据里没有的名字怎么处理，`写法`有 error 报错，empty 留空，keep 原样留着")
	return c
}

func runTemplateFill(s *job, path string, opts fillOptions) error {
	policy, ok := map[string]docx.MissingPolicy{"error": docx.MissingError, "empty": docx.MissingEmpty, "keep": docx.MissingKeep}[opts.missing]
	if !ok {
		return usageError("可以写 error、empty、keep", "--missing 不能是“%s”", opts.missing)
	}
	if err := opts.needOut("ziping template fill 模板.docx --data 数据.json -o 输出.docx"); err != nil {
		return err
	}
	if opts.data == "" {
		return usageError("例如 --data 数据.json", "没有写数据文件（--data）")
	}
	data, err := readJSON(s, opts.data)
	if err != nil {
		return err
	}
	template, err := s.read(path, door.Template)
	if err != nil {
		return err
	}
	strangers := lintFor(s, template, data)
	return opts.write(s, func(w io.Writer) error {
		err := docx.Fill(w, template, data, docx.Missing(policy), docx.Pictures(picturesBeside(s.door, opts.data)))
		if err == nil && policy == docx.MissingError && len(strangers) > 0 { // where nothing was printed nothing was asked for
			err = &docx.TemplateError{Problems: strangers}
		}
		return asTemplateError(path, err)
	})
}

// lintFor checks a template against the data it is filled with: it prints the warnings and returns the names that the
// data does not have. What else is wrong is told when it is filled.
func lintFor(s *job, template []byte, data any) []docx.Problem {
	var strangers []docx.Problem
	for _, p := range docx.Lint(template, docx.SchemaOf(data)) {
		switch {
		case p.Severity == docx.Warning:
			printf(s.err, "【%s】%s（%s）\n", p.Severity, sentence(p.Message), p.ID)
			printHint(s.err, p.Hint)
		case p.Code == "unknown-field":
			strangers = append(strangers, p)
		}
	}
	return strangers
}

// picturesBeside opens the pictures that data names: files in the folder of the
// data file or below it, nowhere else.
func picturesBeside(d *door.Door, data string) func(string) (docx.Picture, error) {
	return func(name string) (docx.Picture, error) {
		local := filepath.FromSlash(name)
		if !filepath.IsLocal(local) {
			return docx.Picture{}, fmt.Errorf("图片“%s”不在数据文件所在的文件夹里", oneLine(name))
		}
		content, err := d.ReadIn(filepath.Dir(data), local, door.Picture)
		var refused *door.Error
		if errors.As(err, &refused) && refused.Why == door.Missing {
			return docx.Picture{}, fmt.Errorf("找不到图片“%s”", oneLine(name))
		}
		if err != nil {
			return docx.Picture{}, inputError(name, err)
		}
		return docx.Picture{Data: content, Name: filepath.Base(name)}, nil
	}
}

// readJSON reads one JSON value, numbers kept as written.
func readJSON(s *job, path string) (any, error) {
	var data []byte
	var err error
	if path == "-" {
		if data, err = s.door.ReadStream(s.in, "标准输入", door.JSON); err != nil {
			err = inputError("标准输入", err)
		}
	} else {
		data, err = s.read(path, door.JSON)
	}
	if err != nil {
		return nil, err
	}
	if !utf8.Valid(data) {
		return nil, usageError("用记事本打开，另存为 UTF-8 编码", "数据文件“%s”不是 UTF-8 编码的文字", path)
	}
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	dec.UseNumber()
	var out any
	if err := dec.Decode(&out); err != nil {
		return nil, usageError("数据文件例如：{\"项目名称\": \"…\"}", "数据文件“%s”不是完好的 JSON：%s", path, jsonReason(data, err))
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, usageError("一个文件里只放一个对象", "数据文件“%s”在第一个对象之后还有内容", path)
	}
	return out, nil
}

// jsonReason says where a JSON text is wrong.
func jsonReason(data []byte, err error) string {
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		line := 1 + bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n"))
		return fmt.Sprintf("第 %d 行写法有误", line)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "内容不完整"
	}
	return err.Error()
}
