package check

// A Standing is what became of a check.
type Standing string

const (
	Held      Standing = "held"      // every relation that could be checked holds
	Broken    Standing = "broken"    // one does not
	Undecided Standing = "undecided" // none is broken, but one could not be checked
	Missing   Standing = "absent"    // no table states what it checks, and nothing unread looks like it
)

// A Checked tells of one of the checks how many relations held, were broken,
// or could not be decided, and why not.
type Checked struct {
	Check                   string // "log-fund"
	Title                   string // 台账各类经费与资金表
	State                   Standing
	Held, Broken, Undecided int
	Rules                   []string // the rules that make it
	Why                     []string // sentences in Chinese: why relations could not be checked, or why there are none
}
