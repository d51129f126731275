package officetest

import (
	"slices"
	"strings"
	"time"
)

// A story is what an office did with a project's money in a year. All sums of
// money are in fen, all checks hold: the log's costs are the fund's spending,
// direction by direction.
type story struct {
	trade      trade
	county     string
	unit       string
	project    string
	year       int
	grain      int64 // every sum is a multiple of it
	directions []fundDirection
	activities []activity
}

type fundDirection struct {
	name, code                        string
	initial, planned, received, spent int64
}

type activity struct {
	name, place, category   string
	from, to                time.Time
	sessions, people, youth int64
	stuff                   int64
	cost                    int64
}

var counties = []string{"青原县", "柳河县", "东塬县", "云台区", "平川县", "白石县", "临泉县", "永丰区", "清江县", "北屯市", "双河县", "安远县", "龙门县", "西陵区", "桐岭县"}

// economic are codes and names of the state's economic classification.
var economic = []fundDirection{
	{code: "30201", name: "办公费"}, {code: "30202", name: "印刷费"}, {code: "30209", name: "物业管理费"}, {code: "30211", name: "差旅费"},
	{code: "30213", name: "维修（护）费"}, {code: "30214", name: "租赁费"}, {code: "30215", name: "会议费"}, {code: "30216", name: "培训费"},
	{code: "30218", name: "专用材料费"}, {code: "30226", name: "劳务费"}, {code: "30227", name: "委托业务费"}, {code: "30231", name: "公务用车运行维护费"},
}

func newStory(d draw) *story {
	s := &story{trade: pick(d, trades), county: pick(d, counties), year: d.between(2021, 2025), grain: 10000}
	s.unit = s.county + s.trade.name
	if s.trade.name == "团县委" {
		s.unit = "共青团" + s.county + "委员会"
	}
	s.project = pick(d, s.trade.projects)
	if d.chance(30) {
		s.grain = pick(d, []int64{100, 1000, 50})
	}
	for _, dir := range some(d, s.trade.directions, d.between(2, 4)) {
		s.addDirection(d, dir)
	}
	if d.chance(50) {
		slices.SortStableFunc(s.activities, func(a, b activity) int { return a.from.Compare(b.from) })
	}
	return s
}

// addDirection adds a direction and its activities, and gives it money.
func (s *story) addDirection(d draw, dir direction) {
	f := fundDirection{name: dir.name}
	for _, name := range some(d, dir.activities, d.between(1, 4)) {
		for again := range 1 + d.IntN(100)/80 {
			a := s.newActivity(d, name+strings.Repeat("（第二期）", again), dir.name)
			f.spent += a.cost
			s.activities = append(s.activities, a)
		}
	}
	f.received = f.spent
	if d.chance(60) {
		f.received += s.grain * int64(d.between(0, int(f.spent/s.grain/12)+1))
	}
	f.planned = f.received
	if d.chance(30) {
		f.planned += s.grain * int64(d.between(0, int(f.spent/s.grain/15)+1))
	}
	f.initial = f.planned
	if d.chance(40) {
		f.initial += s.grain * int64(d.between(-int(f.spent/s.grain/10), int(f.spent/s.grain/10)))
	}
	s.directions = append(s.directions, f)
}

func (s *story) newActivity(d draw, name, category string) activity {
	a := activity{name: name, category: category, place: pick(d, s.trade.places), sessions: int64(d.between(1, 9))}
	a.from = time.Date(s.year, time.January, 6+d.IntN(345), 0, 0, 0, 0, time.UTC)
	a.to = a.from
	if last := time.Date(s.year, a.from.Month()+1, 0, 0, 0, 0, 0, time.UTC); d.chance(25) && a.from.Day()+4 < last.Day() {
		a.to = a.from.AddDate(0, 0, d.between(1, 4))
	}
	a.people = a.sessions * int64(d.between(18, 220))
	a.youth = a.people * int64(d.between(5, 70)) / 100
	a.stuff = int64(d.between(0, 60)) * 10
	a.cost = s.grain * int64(d.between(int(80000/s.grain), int(4000000/s.grain)))
	if s.grain < 10000 && d.chance(60) { // round sums are common where cents are possible
		a.cost -= a.cost % 10000
	}
	return a
}

// sum adds a figure over the directions.
func (s *story) sum(of func(fundDirection) int64) (total int64) {
	for _, f := range s.directions {
		total += of(f)
	}
	return total
}

func plannedOf(f fundDirection) int64  { return f.planned }
func initialOf(f fundDirection) int64  { return f.initial }
func receivedOf(f fundDirection) int64 { return f.received }
func spentOf(f fundDirection) int64    { return f.spent }
