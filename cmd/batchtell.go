package cmd

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"path/filepath"

	"ziping/cmd/city"
	"ziping/cmd/city/find"
	"ziping/cmd/door"
	"ziping/render"
)

// printJSON prints the object of a unit: as it was written, or, for one of which
// nothing is written, with why.
func (b *batch) printJSON(w io.Writer, r *city.Record) {
	if name := r.JSON(); name != "" {
		var look *door.Door
		if data, err := look.Read(b.file(name), door.JSON); err == nil {
			_, _ = w.Write(data)
			return
		}
	}
	var line bytes.Buffer
	_ = render.WriteJSON(&line, nil, restored(r), render.JSONOptions{Failed: r.Failed})
	_, _ = w.Write(line.Bytes())
}

// list names the units and their files, and writes nothing.
func (b *batch) list(ctx context.Context, paths []unitPath) error {
	units, tables, err := b.allotments(ctx, paths)
	if err != nil {
		return err
	}
	found := make([]find.Unit, len(units))
	for i, u := range units {
		found[i] = u.found
	}
	b.plan = city.NewPlan(b.title, found, tables, b.expect)
	for i, u := range units {
		b.listUnit(u.found, b.plan.Members[i])
	}
	for _, t := range tables {
		printf(b.screen, "资金分配表：%s\n", oneLine(t.File))
	}
	for _, l := range b.plan.Missing() {
		printf(b.screen, "没有找到材料：%s\n", oneLine(l.Name))
	}
	for _, name := range b.others {
		printf(b.screen, "没有归到任何单位：%s\n", oneLine(name))
	}
	if !b.flags.json {
		printf(b.screen, "%d 个单位。这是预览，什么也没有写。\n", len(units))
	}
	return nil
}

var sortNames = map[find.Sort]string{find.Workbook: "工作簿", find.Word: "文字", find.Scan: "扫描件", find.Archive: "压缩包"}

func (b *batch) listUnit(u find.Unit, m city.Member) {
	var line any
	name := ""
	if m.Line >= 0 {
		name = b.plan.Lines[m.Line].Name
		line = name
	}
	if b.flags.json {
		files := []map[string]string{}
		for _, f := range u.Files {
			files = append(files, map[string]string{"name": f.Name, "sort": sortNames[f.Sort]})
		}
		data, err := json.Marshal(map[string]any{"unit": u.Name, "path": filepath.ToSlash(u.Rel), "listed": line, "files": files})
		if err == nil {
			_, _ = b.screen.Write(append(data, '\n'))
		}
		return
	}
	printf(b.screen, "%s", oneLine(u.Name))
	if name != "" && name != u.Name {
		printf(b.screen, "（%s）", oneLine(name))
	}
	printf(b.screen, "\n")
	for _, f := range u.Files {
		printf(b.screen, "  %s　%s\n", sortNames[f.Sort], oneLine(f.Name))
	}
	if len(u.Files) == 0 {
		printf(b.screen, "  没有文件\n")
	}
}
