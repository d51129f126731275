package value

import "strings"

// isUnit reports a unit of counts or measures that is on the list, a pair of
// them (台/套, 台(套), 人·天), or 个 with a noun that is counted (个乡镇).
func isUnit(s string) bool {
	if units[s] {
		return true
	}
	if a, b, ok := strings.Cut(s, "/"); ok {
		return units[a] && isUnit(b)
	}
	if a, b, ok := strings.Cut(s, "·"); ok {
		return units[a] && units[b]
	}
	if a, b, ok := strings.Cut(strings.TrimSuffix(s, ")"), "("); ok && strings.HasSuffix(s, ")") {
		return units[a] && units[b]
	}
	return false
}

// units is every unit of counts and measures that may stand behind a figure.
var units = set(`
	% ‰ 百分比 百分点 个百分点 分 倍
	人 人次 名 位 个人 人员 人数 名人次 人天 人日 人月 人年 人份 人/次
	个 场 场次 次 次数 期 期次 项 项次 批 批次 届 轮 班 班次 站 站次 点次 起 宗 例 趟 回 遍 节 课 讲 学时 课时 件次 车次 架次 台次 条次 篇次 天次 户次 队次
	份 册 本 套 台 台套 件 辆 部 集 辑 篇 条 幅 块 张 枚 盒 瓶 袋 箱 桶 捆 卷 页 版 字 字次 封 票 单 笔 款 副 对 双 只 头 匹 羽 尾 株 棵 粒 颗 根 把 顶 床 面 盏 扇 层 排 列 行 段 级 种 类 门 组 团 队 支 家 户 口 盘 架 艘 座 处 所 栋 幢 间 室 厅 席 座次 床位 车位 个点 杆 套次
	村 社区 乡 镇 乡镇 街道 县 县区 区 市 省 州 学校 单位 机构 企业 基地 平台 项目 课题 活动
	个乡镇 个镇 个乡 个村 个社区 个县 个县区 个区 个市 个省 个单位 个部门 个学校 个班 个班次 个场次 个点次 个站 个场馆 个基地 个平台 个项目 个课题 个栏目 个品牌 个品种 个批次 个系统 个小组 个团队 个支队 个协会 个学会 个企业 个家庭 个窗口 个展位 个作品 个节目 个视频
	家单位 家企业 所学校 支队伍 条信息 篇文章 部作品 名学生 名教师 名志愿者 名专家 名群众 名农民 名科技工作者 件作品 张照片 幅作品
	年 个月 月 天 日 周 个星期 个工作日 工作日 个季度 季度 小时 个小时 分钟 秒 课时/年
	公里 千米 米 厘米 毫米 里 平方米 平方公里 平方千米 立方米 延米 延长米 m km cm mm m2 m² ㎡ m3 m³ 亩 公顷 亩次
	吨 公斤 千克 kg 斤 克 g 升 毫升 L 方 度 千瓦 千瓦时 kW kWh kw kwh ℃ dB 分贝 GB MB TB Mbps
	元 美元
`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	delete(m, "美元")
	return m
}

// openUnit is the unit that s is, as written: the listed word, or the open
// form "classifier + noun" whose classifier alone is the unit (个科普基地 → 个).
func openUnit(s string) (unit string, ok bool) {
	if isUnit(s) {
		return s, true
	}
	for _, c := range []string{"场次", "人次", "个", "场", "次", "期", "项", "名", "份", "册", "套", "家", "所", "支", "篇", "部", "件", "处", "台", "条", "座", "种", "批", "幅", "块", "位", "户", "本", "张"} {
		if noun, found := strings.CutPrefix(s, c); found && isNoun(noun) {
			return c, true
		}
	}
	return "", false
}

// isNoun reports up to eight Han characters none of which says that something
// did not happen, or happened otherwise, or that another figure follows.
func isNoun(s string) bool {
	n := 0
	for _, r := range s {
		if r < 0x4E00 || r > 0x9FFF || strings.ContainsRune(notInNouns, r) || isHan(r) {
			return false
		}
		n++
	}
	return 0 < n && n <= 8
}

const notInNouns = "未不没无否非取消停缓已将拟仅只约余多近超其中含除外每均比较增减升降提至到以及和与或等者内上下前后月年"
