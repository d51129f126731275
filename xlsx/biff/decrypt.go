package biff

import (
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha1"
	"encoding/binary"
	"unicode/utf16"

	"ziping/xlsx/grid"
)

// DefaultPassword is what Excel encrypts with when a workbook is protected
// without a password of the user's ([MS-OFFCRYPTO] 2.4.2.3).
const DefaultPassword = "VelvetSweatshop"

// decrypted returns the stream in the clear. It may be encrypted by RC4 or RC4
// CryptoAPI ([MS-XLS] 2.2.10), under the user's password or the default one.
func decrypted(stream []byte, password string) ([]byte, error) {
	pass := filePass(stream)
	if pass == nil {
		return stream, nil
	}
	key, ok := newCipher(pass)
	if !ok {
		return nil, encrypted("工作簿设了打开密码，加密方式不能识别", "请用 Excel 或 WPS 打开，取消密码和保护后另存为 .xlsx")
	}
	for _, p := range []string{password, DefaultPassword} {
		if p != "" && key.opens(p) {
			return key.decrypt(stream), nil
		}
	}
	if password != "" {
		return nil, encrypted("密码不对", "请核对密码；仍不行就用 Excel 或 WPS 取消密码后另存")
	}
	return nil, encrypted("工作簿设了打开密码", "请用 --password 给出密码，或用 Excel、WPS 取消密码后另存")
}

func encrypted(cause, cure string) *grid.Fault {
	return &grid.Fault{Rule: "import/encrypted", Offset: -1, Cause: cause, Cure: cure}
}

// filePass is the data of the FILEPASS record of the globals, nil for none.
func filePass(stream []byte) []byte {
	for kind, data := range recordsOf(stream) {
		switch kind {
		case recFilePass:
			return data
		case recEOF:
			return nil
		}
	}
	return nil
}

// recordsOf yields the records of a stream, as far as they are whole.
func recordsOf(stream []byte) func(func(int, []byte) bool) {
	return func(yield func(int, []byte) bool) {
		for pos := 0; pos+4 <= len(stream); {
			kind, n := int(binary.LittleEndian.Uint16(stream[pos:])), int(binary.LittleEndian.Uint16(stream[pos+2:]))
			if pos += 4; pos+n > len(stream) || !yield(kind, stream[pos:pos+n]) {
				return
			}
			pos += n
		}
	}
}

// A fileCipher makes the keys of a stream's blocks.
type fileCipher struct {
	salt, verifier, proof []byte
	bits                  int  // of a key
	api                   bool // RC4 CryptoAPI
	base                  []byte
}

// newCipher reads a FILEPASS record ([MS-XLS] 2.4.117); ok is false for XOR
// obfuscation and for ciphers other than RC4.
func newCipher(pass []byte) (*fileCipher, bool) {
	if len(pass) < 6 || binary.LittleEndian.Uint16(pass) != 1 {
		return nil, false
	}
	major, minor, rest := binary.LittleEndian.Uint16(pass[2:]), binary.LittleEndian.Uint16(pass[4:]), pass[6:]
	switch {
	case major == 1 && minor == 1 && len(rest) == 3*16: // [MS-OFFCRYPTO] 2.3.6.1
		return &fileCipher{salt: rest[:16], verifier: rest[16:32], proof: rest[32:], bits: 40}, true
	case 2 <= major && major <= 4 && minor == 2:
		return newAPICipher(rest)
	}
	return nil, false
}

// newAPICipher reads an RC4 CryptoAPI encryption header ([MS-OFFCRYPTO] 2.3.5.1).
func newAPICipher(b []byte) (*fileCipher, bool) {
	const algRC4 = 0x6801
	if len(b) < 8 {
		return nil, false
	}
	size := int(binary.LittleEndian.Uint32(b[4:]))
	if size < 32 || size > len(b)-8 {
		return nil, false
	}
	head, v := b[8:8+size], b[8+size:]
	bits := int(binary.LittleEndian.Uint32(head[16:]))
	if bits == 0 {
		bits = 40
	}
	if binary.LittleEndian.Uint32(head[8:]) != algRC4 || bits < 40 || bits > 128 || bits%8 != 0 ||
		len(v) != 4+16+16+4+sha1.Size || binary.LittleEndian.Uint32(v) != 16 || binary.LittleEndian.Uint32(v[36:]) != sha1.Size {
		return nil, false
	}
	return &fileCipher{salt: v[4:20], verifier: v[20:36], proof: v[40:], bits: bits, api: true}, true
}

// opens reports that the password is the right one, and keeps its hash.
func (c *fileCipher) opens(password string) bool {
	var text []byte
	for _, u := range utf16.Encode([]rune(password)) {
		text = binary.LittleEndian.AppendUint16(text, u)
	}
	if c.api {
		h := sha1.Sum(append(bytes.Clone(c.salt), text...))
		c.base = h[:]
	} else {
		h := md5.Sum(text)
		h = md5.Sum(bytes.Repeat(append(bytes.Clone(h[:5]), c.salt...), 16))
		c.base = h[:5]
	}
	verifier, proof := bytes.Clone(c.verifier), bytes.Clone(c.proof)
	k := c.block(0)
	k.XORKeyStream(verifier, verifier)
	k.XORKeyStream(proof, proof)
	if c.api {
		h := sha1.Sum(verifier)
		return bytes.Equal(h[:], proof)
	}
	h := md5.Sum(verifier)
	return bytes.Equal(h[:], proof)
}

// block is the key stream of a block of 1,024 bytes ([MS-OFFCRYPTO] 2.3.5.2 and
// 2.3.6.2).
func (c *fileCipher) block(n int) *rc4.Cipher {
	salted := binary.LittleEndian.AppendUint32(bytes.Clone(c.base), uint32(n))
	var key []byte
	if c.api {
		h := sha1.Sum(salted)
		if key = h[:c.bits/8]; c.bits == 40 {
			key = append(bytes.Clone(key), make([]byte, 11)...)
		}
	} else {
		h := md5.Sum(salted)
		key = h[:]
	}
	k, err := rc4.NewCipher(key)
	if err != nil {
		panic(err) // the key has 5 to 16 bytes
	}
	return k
}

const cipherBlock = 1024

// decrypt is the stream in the clear. The key stream runs over all bytes of the
// stream; the heads of records and some records are not encrypted.
func (c *fileCipher) decrypt(stream []byte) []byte {
	keys := make([]byte, len(stream))
	for n := 0; n*cipherBlock < len(keys); n++ {
		b := keys[n*cipherBlock : min((n+1)*cipherBlock, len(keys))]
		c.block(n).XORKeyStream(b, b)
	}
	out := bytes.Clone(stream)
	pos := 0
	for kind, data := range recordsOf(stream) {
		pos += 4
		from := 0
		switch kind {
		case recBOF, recFilePass, recUsrExcl, recFileLock, recInterfaceHdr, recRRDInfo, recRRDHead:
			from = len(data)
		case recBoundSheet:
			from = min(4, len(data)) // where the sheet starts
		}
		for i := from; i < len(data); i++ {
			out[pos+i] ^= keys[pos+i]
		}
		pos += len(data)
	}
	return out
}
