// Command gen writes licences.txt: the licence of every module that is linked
// on one of the released systems, from the module cache. Run it with go generate
// in the folder above.
package main

import (
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"ziping/cmd/notices"
	"ziping/cmd/notices/linked"
)

func main() {
	log.SetFlags(0)
	modules, err := linked.Modules("ziping/cmd/ziping")
	if err != nil {
		log.Fatal(err)
	}
	var b strings.Builder
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		log.Fatal(err)
	}
	b.WriteString(entry(linked.Module{Path: "std", Version: "-", Dir: strings.TrimSpace(string(root))}))
	for _, m := range modules {
		b.WriteString(entry(m))
	}
	if err := os.WriteFile("licences.txt", []byte(b.String()), 0o644); err != nil {
		log.Fatal(err)
	}
}

// entry is a module's line and the texts of its licence and notice.
func entry(m linked.Module) string {
	var texts []string
	licence := ""
	files, err := os.ReadDir(m.Dir)
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range files {
		name := strings.ToUpper(f.Name())
		is := func(word string) bool { return strings.HasPrefix(name, word) }
		if f.IsDir() || !is("LICENSE") && !is("LICENCE") && !is("COPYING") && !is("NOTICE") && !is("UNLICENSE") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(m.Dir, f.Name()))
		if err != nil {
			log.Fatal(err)
		}
		text := strings.TrimSpace(strings.ReplaceAll(string(data), "\r\n", "\n"))
		texts = append(texts, text)
		if !is("NOTICE") && licence == "" {
			licence = licenceOf(text)
		}
	}
	if !slices.Contains(notices.Allowed, licence) {
		log.Fatalf("%s %s: licence %q is not allowed; allowed are %v", m.Path, m.Version, licence, notices.Allowed)
	}
	return fmt.Sprintf("%s%s %s %s\n\n%s\n\n", notices.Mark, m.Path, m.Version, licence, strings.Join(texts, "\n\n"))
}

// signs are the sentences by which a licence is known, each before those that
// share its words.
var signs = []struct{ words, licence string }{
	{"Apache License\n", "Apache-2.0"},
	{"Permission is hereby granted, free of charge, to any person obtaining a copy", "MIT"},
	{"Neither the name of", "BSD-3-Clause"},
	{"names of its contributors may be used", "BSD-3-Clause"},
	{"Redistributions in binary form must reproduce", "BSD-2-Clause"},
	{"Permission to use, copy, modify, and/or distribute this software for any purpose", "ISC"},
	{"This is free and unencumbered software released into the public domain", "Unlicense"},
}

func licenceOf(text string) string {
	flat := strings.Join(strings.Fields(text), " ")
	for _, s := range signs {
		if strings.Contains(text, s.words) || strings.Contains(flat, strings.TrimSpace(s.words)) {
			return s.licence
		}
	}
	return ""
}
