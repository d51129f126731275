package text

import "strings"

// A Role is the part that a sum of money, a rate or a score plays.
type Role string

const (
	NoRole    Role = ""
	Budget    Role = "budget"    // 预算, 计划
	Received  Role = "received"  // 到位
	Spent     Role = "spent"     // 支出
	Balance   Role = "balance"   // 结余
	Execution Role = "execution" // 执行率
	Receipt   Role = "receipt"   // 到位率
	Done      Role = "done"      // 完成率
	Total     Role = "total"     // 自评得分
)

// A rolePhrase gives a role to a figure of a kind; of several in a clause the last does.
type rolePhrase struct {
	word string
	kind string
	role Role
}

var rolePhrases = []rolePhrase{
	{"预算执行", Money, Spent}, {"预算", Money, Budget}, {"计划", Money, Budget}, {"安排", Money, Budget}, {"下达", Money, Budget}, {"批复", Money, Budget}, {"申请", Money, Budget},
	{"申报", Money, Budget}, {"总投资", Money, Budget}, {"资金总额", Money, Budget}, {"核定", Money, Budget},
	{"到位", Money, Received}, {"收到", Money, Received}, {"拨入", Money, Received},
	{"支出", Money, Spent}, {"支付", Money, Spent}, {"列支", Money, Spent}, {"开支", Money, Spent}, {"执行", Money, Spent}, {"使用", Money, Spent}, {"花费", Money, Spent},
	{"结余", Money, Balance}, {"结转", Money, Balance}, {"剩余", Money, Balance}, {"未支付", Money, Balance}, {"未使用", Money, Balance}, {"未执行", Money, Balance}, {"余额", Money, Balance},
	{"执行率", Rate, Execution}, {"支出率", Rate, Execution}, {"使用率", Rate, Execution}, {"支付率", Rate, Execution}, {"支出进度", Rate, Execution}, {"执行进度", Rate, Execution},
	{"到位率", Rate, Receipt}, {"完成率", Rate, Done}, {"完成比例", Rate, Done},
	{"自评得分", Score, Total}, {"自评总分", Score, Total}, {"自评分", Score, Total}, {"综合得分", Score, Total}, {"综合评分", Score, Total}, {"最终得分", Score, Total}, {"总得分", Score, Total},
	{"总评分", Score, Total}, {"自评价得分", Score, Total}, {"评价得分", Score, Total}, {"自我评分", Score, Total}, {"自评综合得分", Score, Total}, {"绩效得分", Score, Total}, {"项目得分", Score, Total}, {"得分为", Score, Total},
}

// roleOf is the role that the words before a figure give it.
func roleOf(f *Figure) Role {
	role, at := NoRole, -1
	for _, p := range rolePhrases {
		if p.kind != f.Kind {
			continue
		}
		if i := strings.LastIndex(f.Words, p.word); i >= 0 && i+len(p.word) > at {
			role, at = p.role, i+len(p.word)
		}
	}
	return role
}
