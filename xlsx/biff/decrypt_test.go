package biff

import (
	"bytes"
	"crypto/sha1"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ziping/xlsx/grid/fill"
)

// TestDecrypt opens workbooks that LibreOffice encrypted: with a password, and,
// protected without one, with the one that everybody knows.
func TestDecrypt(t *testing.T) {
	for _, c := range []struct{ file, password, want string }{
		{"password.xls", "科协2022", ""},
		{"password.xls", "", "--password"},
		{"password.xls", "科协2023", "密码不对"},
		{"protected.xls", "", ""},
		{"protected.xls", "多写的密码", ""},
	} {
		data, err := os.ReadFile(filepath.Join("testdata", c.file))
		if err != nil {
			t.Fatal(err)
		}
		b, err := Read(data, c.password)
		if c.want != "" {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s with %q: %v", c.file, c.password, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s with %q: %v", c.file, c.password, err)
			continue
		}
		s := b.Sheets[0]
		if s.Name != "资金表" || len(s.Rows) != 43 || s.Cell(2, 2).Text != "126000.5" || s.Cell(3, 2).Text != strings.Repeat("甲", 600) || s.Cell(43, 4).Text != "备注39" {
			t.Errorf("%s: sheet %s, %d rows, %+v", c.file, s.Name, len(s.Rows), s.Cell(43, 4))
		}
	}
}

// TestDecryptAPI encrypts a stream by RC4 CryptoAPI with keys of every length.
func TestDecryptAPI(t *testing.T) {
	plain := stream(globalsOf(), rec(recNumber, at(1, 1, 0), f64(12.5)), rec(recNumber, at(1, 2, 0), f64(3)))
	want, err := Read(plain, "")
	if err != nil {
		t.Fatal(err)
	}
	for bits := 40; bits <= 128; bits += 8 {
		c := &fileCipher{salt: []byte("0123456789abcdef"), verifier: []byte("fedcba9876543210"), proof: make([]byte, 20), bits: bits, api: true}
		head := slices.Concat(u32(4), u32(0), u32(0x6801), u32(0x8004), u32(bits), u32(1), u32(0), u32(0), []byte("R\x00\x00\x00"))
		c.opens("密码")
		c.proof = proofOf(c)
		pass := rec(recFilePass, u16(1), u16(3), u16(2), u32(4), u32(len(head)), head, u32(16), c.salt, c.verifier, u32(20), c.proof)
		bof := int(binary.LittleEndian.Uint16(plain[2:])) + 4
		secret := c.decrypt(slices.Concat(plain[:bof], pass, plain[bof:])) // encrypting is the same
		shift(secret, len(pass))
		for password, ok := range map[string]bool{"密码": true, "别的": false, "": false} {
			got, err := Read(secret, password)
			if ok != (err == nil) {
				t.Errorf("%d bits, password %q: %v", bits, password, err)
			}
			if ok && err == nil && !slices.Equal(dump(got), dump(want)) {
				t.Errorf("%d bits: %v", bits, dump(got))
			}
		}
	}
}

// proofOf is the encrypted hash that goes with an encrypted verifier.
func proofOf(c *fileCipher) []byte {
	keys := make([]byte, 36)
	c.block(0).XORKeyStream(keys, keys)
	verifier := bytes.Clone(c.verifier)
	for i := range verifier {
		verifier[i] ^= keys[i]
	}
	sum := sha1.Sum(verifier)
	h := sum[:]
	for i := range h {
		h[i] ^= keys[16+i]
	}
	return h
}

// shift moves the places of the sheets, which stand in the clear.
func shift(stream []byte, n int) {
	pos := 0
	for kind, data := range recordsOf(stream) {
		pos += 4 + len(data)
		if kind == recBoundSheet {
			binary.LittleEndian.PutUint32(data, binary.LittleEndian.Uint32(data)+uint32(n))
		}
	}
}

// TestDecryptBroken wants no FILEPASS record to be taken for what it is not.
func TestDecryptBroken(t *testing.T) {
	data, err := os.ReadFile("testdata/password.xls")
	if err != nil {
		t.Fatal(err)
	}
	c, err := OpenContainer(data, fill.NewBudget())
	if err != nil {
		t.Fatal(err)
	}
	stream, err := c.workbook()
	if err != nil {
		t.Fatal(err)
	}
	pass := filePass(stream)
	for n := range pass {
		if c, ok := newCipher(pass[:n]); ok {
			t.Errorf("%d bytes make a cipher: %+v", n, c)
		}
	}
	for _, b := range [][]byte{append(u16(0), make([]byte, 4)...), append(u16(1), make([]byte, 60)...)} {
		if _, err := Read(slices.Concat(stream[:20], rec(recFilePass, b), stream[20:]), "密码"); err == nil || !strings.Contains(err.Error(), "不能识别") {
			t.Errorf("%x: %v", b, err)
		}
	}
}
