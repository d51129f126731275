package wording_test

import (
	"testing"
	"ziping/model/check/wording"
)

func TestMatchUnit(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"甘州区科协", "甘州区科学技术协会", true},
		{"甘州区科协", "张掖市甘州区科学技术协会（盖章）", true},
		{"肃南县科协", "肃南裕固族自治县科学技术协会", true},
		{"积石山县科协", "积石山保安族东乡族撒拉族自治县科学技术协会", true},
		{"临夏州科协", "临夏回族自治州科学技术协会", true},
		{"甘肃省科协", "甘肃省科学技术协会", true},
		{"[105]教育部", "教育部", true},
		{"219001-棠溪镇", "棠溪镇", true},
		{"甘州区 科协", "甘州区科协", true},
		{"甘州区科协", "山丹县科学技术协会", false},
		{"甘州区科协", "甘州区科技局", false},
		{"科协", "甘州区科协", false},
		{"张掖市科协", "张掖市甘州区科协", false},
		{"城关区科协", "兰州市城关区科协", true},
		{"张掖市城关区科协", "兰州市城关区科协", false},
		{"", "", false},
		{"", "甘州区科协", false},
	} {
		if got := wording.MatchUnit(c.a, c.b); got != c.want {
			t.Errorf("MatchUnit(%q, %q) = %v", c.a, c.b, got)
		}
		if got := wording.MatchUnit(c.b, c.a); got != c.want {
			t.Errorf("MatchUnit(%q, %q) = %v", c.b, c.a, got)
		}
	}
}
