package wml

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

func AppendInt(b []byte, n int64) []byte {
	if n >= 10 {
		b = AppendInt(b, n/10)
	}
	return append(b, byte('0'+n%10))
}

// AppendText appends s as XML text; what XML cannot hold becomes U+FFFD.
func AppendText(b []byte, s string) []byte {
	for _, r := range s {
		switch {
		case r == '&':
			b = append(b, "&amp;"...)
		case r == '<':
			b = append(b, "&lt;"...)
		case r == '>':
			b = append(b, "&gt;"...)
		case !IsXMLChar(r):
			b = append(b, "\uFFFD"...)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

// AppendAttr appends s as an attribute value, or as text in which line breaks are kept.
func AppendAttr(b []byte, s string) []byte {
	for _, r := range s {
		switch r {
		case '"':
			b = append(b, "&quot;"...)
		case '\n', '\r', '\t':
			b = append(append(append(b, "&#"...), strconv.Itoa(int(r))...), ';')
		case '\v':
			b = append(b, "&#10;"...)
		default:
			b = AppendText(b, string(r))
		}
	}
	return b
}

// EndsWithElement reports whether out ends with an element of one of the local names, markers aside.
func EndsWithElement(out []byte, w string, names ...string) bool {
	for {
		out = bytes.TrimRight(out, " \t\r\n")
		if len(out) == 0 || out[len(out)-1] != '>' {
			return false
		}
		i := bytes.LastIndexByte(out, '<')
		if i < 0 {
			return false
		}
		tag := bytes.TrimPrefix(out[i+1:], []byte("/"))
		name := string(tag[:NameLen(tag)])
		for _, n := range names {
			if name == w+n && (out[i+1] == '/' || out[len(out)-2] == '/') {
				return true
			}
		}
		k := bytes.IndexByte([]byte(name), ':')
		if !wordKinds[name[k+1:]].Marker() || out[i+1] == '/' {
			return false
		}
		out = out[:i]
	}
}

const XMLHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// InsertLast adds elements (without their <) as the last children of the root, with the root's own prefix.
func InsertLast(doc []byte, elems []string) []byte {
	if len(elems) == 0 {
		return doc
	}
	trimmed := bytes.TrimRight(doc, " \t\r\n")
	at := bytes.LastIndex(trimmed, []byte("<"))
	if at < 0 {
		return doc
	}
	tag := trimmed[at+1:]
	var tail string
	out := append([]byte(nil), trimmed...)
	if tag[0] == '/' {
		tag = tag[1:]
		out, tail = out[:at], string(trimmed[at:])
	} else { // <Relationships …/>
		out = append(bytes.TrimRight(out[:len(out)-2], " "), '>')
		tail = "</" + string(tag[:NameLen(tag)]) + ">"
	}
	prefix, _, _ := splitName(tag[:NameLen(tag)])
	lead := "<"
	if len(prefix) > 0 {
		lead += string(prefix) + ":"
	}
	for _, e := range elems {
		out = append(append(out, lead...), e...)
	}
	return append(out, tail...)
}
