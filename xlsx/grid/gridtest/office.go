package gridtest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ziping/xlsx/grid"
	"ziping/xlsx/ooxml"
)

// LibreOffice gives its reading of every file, in one run of the program, by
// having them saved as .xlsx; nil where it gives none. filter names the import
// filter, "HTML (StarCalc)", or is "" for the one that it chooses by ext.
func LibreOffice(t *testing.T, filter, ext string, files [][]byte) []*grid.Book {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("ZIPING_CLIENTS") == "1" {
			t.Fatal("soffice is not installed (libreoffice-calc-nogui)")
		}
		t.Skip("LibreOffice is not on this machine")
	}
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(dir) + "/profile", "--headless"}
	if filter != "" {
		args = append(args, "--infilter="+filter)
	}
	args = append(args, "--convert-to", "xlsx", "--outdir", filepath.Join(dir, "out"))
	for i, data := range files {
		name := filepath.Join(dir, strconv.Itoa(i)+ext)
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, name)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	if out, err := exec.CommandContext(ctx, soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	books := make([]*grid.Book, len(files))
	for i := range files {
		data, err := os.ReadFile(filepath.Join(dir, "out", strconv.Itoa(i)+".xlsx"))
		if err != nil {
			continue
		}
		if books[i], err = ooxml.Read(data); err != nil {
			t.Errorf("LibreOffice's file %d: %v", i, err)
		}
	}
	return books
}

// SameBook holds the sheets of a book to those of the same name in another
// reading, and counts the cells.
func SameBook(ours, theirs *grid.Book) (cells int, err error) {
	for _, s := range ours.Sheets {
		i := slices.IndexFunc(theirs.Sheets, func(o *grid.Sheet) bool { return o.Name == s.Name })
		if i < 0 {
			if s.MaxRow() == 0 {
				continue
			}
			return cells, fmt.Errorf("LibreOffice has no sheet %s", s.Name)
		}
		n, err := SameSheet(s, theirs.Sheets[i])
		if cells += n; err != nil {
			return cells, err
		}
	}
	return cells, nil
}

// SameSheet holds every cell of a sheet to another reading, and the other way
// round, and counts them.
func SameSheet(ours, theirs *grid.Sheet) (cells int, err error) {
	left := 0
	for _, r := range theirs.Rows {
		for _, c := range r.Cells {
			if plain(c.Text) != "" {
				left++
			}
		}
	}
	for _, r := range ours.Rows {
		for _, c := range r.Cells {
			if plain(c.Text) == "" {
				continue
			}
			w := theirs.Cell(r.Num, int(c.Col))
			if w == nil || !SameText(c.Text, w.Text) {
				return cells, fmt.Errorf("%s!%s: ours %q, LibreOffice %+v", ours.Name, grid.Ref{Row: r.Num, Col: int(c.Col)}, c.Text, w)
			}
			cells++
		}
	}
	if cells != left {
		return cells, fmt.Errorf("%s: %d cells, LibreOffice has %d", ours.Name, cells, left)
	}
	return cells, nil
}

// SameText reports that two cells say the same to a reader: LibreOffice makes
// numbers of texts that are some, and of percentages and dates too.
func SameText(ours, theirs string) bool {
	ours, theirs = plain(ours), plain(theirs)
	if ours == theirs {
		return true
	}
	a, err1 := strconv.ParseFloat(strings.ReplaceAll(ours, ",", ""), 64)
	b, err2 := strconv.ParseFloat(theirs, 64)
	return err1 == nil && err2 == nil && a == b
}

func plain(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\u00a0", " ")), " ")
}
