package phrase

import (
	"testing"

	"github.com/shopspring/decimal"

	"ziping/model"
)

func TestWords(t *testing.T) {
	for _, c := range []struct {
		name  string
		write func(decimal.Decimal) string
		in    string
		want  string
	}{
		{"money", (Money{}).Words, "360000", "36万元"},
		{"money", (Money{}).Words, "48600", "4.86万元"},
		{"money", (Money{}).Words, "899740", "89.974万元"},
		{"money", (Money{}).Words, "6000", "6000元"},
		{"money", (Money{}).Words, "9999.5", "9999.5元"},
		{"money", (Money{}).Words, "4614453.11", "4614453.11元"},
		{"money", (Money{}).Words, "-20000", "-2万元"},
		{"money", (Money{}).Words, "0", "0元"},
		{"count", CountWords, "712", "712"},
		{"count", CountWords, "9999", "9999"},
		{"count", CountWords, "11000", "1.1万"},
		{"count", CountWords, "30000", "3万"},
		{"count", CountWords, "52300", "5.23万"},
		{"count", CountWords, "119122", "11.91万"},
		{"count", CountWords, "99996", "近10万"},
		{"count", CountWords, "10004", "1万余"},
		{"percent", PercentWords, "1", "100%"},
		{"percent", PercentWords, "0.9666666666666667", "96.67%"},
		{"percent", PercentWords, "0.99999", "99.99%"},
		{"percent", PercentWords, "1.00001", "100.01%"},
		{"percent", PercentWords, "0.995", "99.5%"},
		{"percent", PercentWords, "0", "0%"},
	} {
		if got := c.write(decimal.RequireFromString(c.in)); got != c.want {
			t.Errorf("%s %s: got %s, want %s", c.name, c.in, got, c.want)
		}
	}
}

func TestApproximate(t *testing.T) {
	for _, c := range []struct{ typed, n, unit, want string }{
		{"320余场次", "320", "场次", "320余场次"},
		{"近10万人次", "100000", "人次", "近10万人次"},
		{"2.3万余人", "23000", "人", "2.3万余人"},
		{"4000多名", "4000", "名", "4000多名"},
		{"约600", "600", "人次", "约600人次"},
		{"600左右", "600", "人次", "约600人次"},
	} {
		cell := model.Cell[model.Count]{Text: c.typed, State: model.Known, Value: model.Count{N: decimal.RequireFromString(c.n), Approx: true}}
		if got := Counted(cell, c.unit).Text; got != c.want {
			t.Errorf("%s: got %s, want %s", c.typed, got, c.want)
		}
	}
	money := model.Cell[model.Amount]{Text: "约36万元", State: model.Known, Value: model.Amount{Yuan: decimal.New(360000, 0), Approx: true}}
	if got := (Money{}).Amount(money).Text; got != "约36万元" {
		t.Errorf("got %s", got)
	}
}

func TestShortRange(t *testing.T) {
	day := func(y, m, d int) model.Date { return model.Date{Year: y, Month: m, Day: d} }
	for _, c := range []struct {
		from, to model.Date
		want     string
	}{
		{day(2022, 7, 8), day(2022, 7, 8), "7月8日"},
		{day(2022, 5, 13), day(2022, 5, 16), "5月13日至16日"},
		{day(2022, 5, 20), day(2022, 9, 30), "5月20日至9月30日"},
		{day(2022, 3, 0), day(2022, 11, 0), "3月至11月"},
		{day(2022, 6, 0), day(2022, 6, 0), "6月"},
		{day(2022, 0, 0), day(2022, 0, 0), "全年"},
		{day(2021, 6, 5), day(2021, 6, 5), "2021年6月5日"},
		{day(2022, 12, 28), day(2023, 1, 5), "2022年12月28日至2023年1月5日"},
	} {
		if got := ShortRange(model.DateRange{From: c.from, To: c.to}, 2022); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestSentence(t *testing.T) {
	for in, want := range map[string]string{
		"完成": "完成。", "完成。": "完成。", "完成，": "完成。", "如下：": "如下：", "": "", " 完成. ": "完成。",
	} {
		if got := Sentence(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
