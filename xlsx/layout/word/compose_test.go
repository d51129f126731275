package word

import (
	"strings"
	"testing"

	"ziping/model"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/profile"
)

// TestComposed holds what headers that no list has are made of: the field, with
// ~ before it where some of the word is unknown, - for none.
func TestComposed(t *testing.T) {
	forms := map[model.TableKind]*TableForm{}
	for _, f := range VocabularyOf(profile.Default()).Tables {
		if forms[f.Kind] == nil {
			forms[f.Kind] = f
		}
	}
	for kind, words := range map[model.TableKind]map[string]string{
		model.KindActivity: {
			"听课群众人数": "participants", "惠及村民人次": "participants", "木偶戏人次": "~participants", "参与未成年人人次": "youth", "志愿服务队人数": "volunteers",
			"放映场数": "sessions", "火箭制作批次": "~sessions", "直播点击次数": "-", "报名人数": "-", "应到人数": "-", "计划参训人次": "-",
			"开课时间": "~when", "宣讲日期": "when", "付款时间": "-", "填表日期": "-", "比赛费用": "cost", "木偶戏经费": "~cost", "预算金额": "-", "场地费单价": "-",
			"发放节水手册": "~materials", "资料印制份数": "materials", "对应列支渠道": "category", "所属板块": "category", "供应商类别": "-",
			"群众反馈情况": "effect", "放映点位": "place", "备注栏": "remark", "木偶戏名称": "~name", "设备名称": "-", "凭证日期": "-", "满意度": "-",
		},
		model.KindFund: {
			"已付讫款额": "spent", "未付讫款": "-", "实拨经费数": "received", "批复概算额": "planned", "调整后控制数": "planned", "年中追减额": "adjusted",
			"账面剩余款": "balance", "占批复比重": "rate", "拨款到位百分比": "receipt", "上年付讫款": "-", "政府经济分类代码": "code", "木偶戏经费": "-", "省级批次": "-",
		},
		model.KindAllotment: {"此次奖补资金": "amount", "上年奖补资金": "-"},
	} {
		f := forms[kind]
		for text, want := range words {
			got := "-"
			if ms := f.Composed(NewLabel(text)); len(ms) > 0 {
				got = f.Fields[ms[0].Field].Name
				if ms[0].Loose {
					got = "~" + got
				}
			}
			if got != want {
				t.Errorf("%s %q is %s, want %s", kind, text, got, want)
			}
		}
	}
}

// TestComposedLength holds the longest header that is taken apart.
func TestComposedLength(t *testing.T) {
	f := VocabularyOf(profile.Default()).Tables[0]
	for _, f = range VocabularyOf(profile.Default()).Tables {
		if f.Kind == model.KindActivity {
			break
		}
	}
	head := "人次"
	longest := strings.Repeat("丙", evidence.Standard.Word.WordRunes-len([]rune(head))) + head
	if len(f.Composed(NewLabel(longest))) == 0 {
		t.Errorf("%q is not taken apart", longest)
	}
	if ms := f.Composed(NewLabel("丙" + longest)); len(ms) > 0 {
		t.Errorf("%q is taken apart", "丙"+longest)
	}
}

// TestLookPrefersLists holds that a word of a list is never taken apart.
func TestLookPrefersLists(t *testing.T) {
	for _, f := range VocabularyOf(profile.Default()).Tables {
		for i := range f.Fields {
			for _, w := range f.Fields[i].Words {
				for _, m := range f.Look(NewLabel(w)) {
					if m.Composed {
						t.Errorf("%s: %q is taken apart", f.Title, w)
					}
				}
			}
		}
	}
}
