// Package word knows what texts say: it takes a header or a label apart, finds the
// fields of the profile that it may stand for and how surely, and tells the lines
// that name no column (单位：万元, 注：…), the headings (一、科普宣传) and the words of
// sums (合计, 科普宣传小计). It is the only room that looks words up in a profile.
//
//	l := word.NewLabel("其中：2022年经费支出（元）")
//	l.Keys                             // 其中:2022年经费支出(元), …, 经费支出
//	fund.Match([]*word.Label{l})       // spent, 3 points, times 0.97 for each reading that is less literal
//	log.Composed(NewLabel("听课群众人数"))  // participants, 2 points: the grammar of the profile makes it
//	word.AggregateWord("科普宣传小计") // a subtotal, of 科普宣传
//
// A Page is a view with the words of a profile at hand; every room after this one
// is handed a Page.
package word
