package cmd

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path"

	"ziping/cmd/city"
	"ziping/cmd/door"
	"ziping/cmd/settings"
	"ziping/cmd/writer"
	"ziping/xlsx"
)

// What a run keeps in the state folder of its results.
const (
	planFile  = "plan.json"
	recordDir = "records"
)

func recordFile(unit string) string { return path.Join(recordDir, unit+".json") }

// fingerprint is a hash of all that every unit's results depend on but its own
// files: settings, template, rules, words, and the program itself.
func (b *batch) fingerprint() (string, error) {
	h := sha256.New()
	f := b.flags
	fmt.Fprintf(h, "%s\n%q %v %v %v %q\n", buildID(), f.password, f.headerRow, f.trace, b.opts.dropped, b.opts.date)
	files := []struct {
		twin, flag string
		kind       door.Kind
	}{{settings.Profile, f.profile, door.YAML}, {settings.Rules, f.rules, door.YAML}, {settings.Template, f.template, door.Template}, {"answers", f.answers, door.JSON}}
	for _, c := range files {
		chosen := choose(f.held, c.twin, c.flag)
		fmt.Fprintf(h, "%s %q\n", c.twin, chosen.text)
		if chosen.text == "" || !chosen.isFile() && !exists(chosen.text) {
			continue
		}
		data, err := chosen.read(b.door, c.kind)
		if err != nil {
			return "", err
		}
		h.Write(data)
	}
	h.Write(b.flags.papers.returned)
	return hex.EncodeToString(h.Sum(nil)), nil
}

// buildID tells one build of the program from another.
func buildID() string {
	v := thisBuild()
	if v.Version != "dev" {
		return v.Version + " " + v.Commit
	}
	if exe, err := os.Executable(); err == nil {
		if info, err := os.Stat(exe); err == nil {
			return fmt.Sprint(info.Size(), info.ModTime().UnixNano())
		}
	}
	return v.Version
}

// key is a hash of all that the record of a unit follows from.
func (b *batch) key(i int, inputs []xlsx.Input, err error) string {
	h := sha256.New()
	m := b.plan.Members[i]
	fmt.Fprintf(h, "%s\n%q %q %v\n", b.settings, m.Name, m.Label, m.Like)
	for _, in := range inputs {
		sum := sha256.Sum256(in.Data)
		fmt.Fprintf(h, "%q %x\n", in.Name, sum)
		if in.Fault != nil {
			fmt.Fprintf(h, "%q\n", in.Fault.Error())
		}
	}
	if err != nil {
		fmt.Fprintf(h, "%q\n", err.Error())
	}
	if m.Line >= 0 {
		l := b.plan.Lines[m.Line]
		fmt.Fprintf(h, "%q %q %q %d\n", l.Name, l.Amount, l.Doubt, len(l.Units))
		for _, a := range l.Allotted {
			fmt.Fprintf(h, "%s %q\n", a.Amount.Pos, a.Amount.Text)
		}
	}
	fmt.Fprintln(h, len(b.plan.Tables) > 0)
	return hex.EncodeToString(h.Sum(nil))
}

// unchanged is the record of a unit whose work need not be done again: nothing that
// it follows from has changed, and its results lie there as they were written, or as
// a person has worked on them.
func (b *batch) unchanged(unit, key string) *city.Record {
	rec, ok := city.DecodeRecord(b.to.Kept(b.out, recordFile(unit)))
	if !ok || rec.Key != key || rec.Unit != unit || b.flags.force {
		return nil
	}
	for _, o := range rec.Outputs {
		if b.to.Standing(b.file(o.Name), o.Hash) == writer.Lost {
			return nil
		}
	}
	return rec
}

// keep keeps a record, and returns it as it will be read again: with nothing of the
// unit's cells behind its texts.
func (b *batch) keep(rec *city.Record) (*city.Record, error) {
	data, err := rec.Encode()
	if err != nil {
		return nil, err
	}
	if err := b.to.Keep(b.out, recordFile(rec.Unit), data); err != nil {
		return nil, err
	}
	kept, ok := city.DecodeRecord(data)
	if !ok {
		return rec, nil
	}
	return kept, nil
}

// remember keeps the plan, for the run that makes the roll-up.
func (b *batch) remember() error {
	data, err := b.plan.Encode()
	if err != nil {
		return err
	}
	return b.to.Keep(b.out, planFile, data)
}

// recall takes up the plan and the records of earlier runs.
func (b *batch) recall() error {
	plan, ok := city.DecodePlan(b.to.Kept(b.out, planFile))
	if !ok {
		return fail(exitUsage, "先用 --shard 1/n、2/n… 做完各份，都写进这个文件夹", "“%s”里没有可以汇总的结果", b.out)
	}
	b.plan = plan
	b.records = make([]*city.Record, len(plan.Members))
	var open []string
	for i, m := range plan.Members {
		rec, ok := city.DecodeRecord(b.to.Kept(b.out, recordFile(m.Name)))
		if !ok {
			open = append(open, m.Name)
			continue
		}
		b.records[i] = rec
	}
	if len(open) > 0 {
		return fail(exitFailure, "把没有做的那几份做完，再做汇总", "还有 %d 个单位没有做：%s", len(open), list(open))
	}
	return nil
}

// forget removes the records of units that are no longer there.
func (b *batch) forget() {
	known := map[string]bool{}
	for _, m := range b.plan.Members {
		known[m.Name+".json"] = true
	}
	for _, name := range b.to.KeptNames(b.out, recordDir) {
		if !known[name] {
			b.to.Drop(b.out, path.Join(recordDir, name))
		}
	}
}
