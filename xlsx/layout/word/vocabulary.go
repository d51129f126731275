package word

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"ziping/model"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/profile"
)

func IsFigure(kind string) bool {
	return slices.Contains([]string{"amount", "count", "ratio", "number", "price"}, kind)
}

// sparePrefix begins the fields that only take what another leaves: 受益人数
// beside 参加人数 is a figure of its own, alone it is the participants.
const sparePrefix = "also."

func (f *TableForm) spare(field int) bool {
	return strings.HasPrefix(f.Fields[field].Name, sparePrefix)
}

// LabelField finds the field a label names, 基本信息 before 文字材料.
func (v *Page) LabelField(l *Label) (*LabelForm, *profile.Field) {
	if f := v.Words.Basic.Field(l); f != nil {
		return v.Words.Basic, f
	}
	if f := v.Words.Texts.Field(l); f != nil {
		return v.Words.Texts, f
	}
	return nil, nil
}

// A Vocabulary is a profile made ready for looking words up. It is built once
// a profile and shared.
type Vocabulary struct {
	Tables []*TableForm // forms that are tables with a header
	Basic  *LabelForm
	Texts  *LabelForm
	Form   *LabelForm // 自评表, nil for a profile without one
}

var vocabularies sync.Map // *profile.Profile → *Vocabulary

func VocabularyOf(prof *profile.Profile) *Vocabulary {
	if known, ok := vocabularies.Load(prof); ok {
		return known.(*Vocabulary)
	}
	voc := &Vocabulary{}
	for i := range prof.Forms {
		form := &prof.Forms[i]
		switch form.Kind {
		case model.KindForm:
			voc.Form = voc.Form.join(form)
		case model.KindBasic:
			voc.Basic = voc.Basic.join(form)
		case model.KindText:
			voc.Texts = voc.Texts.join(form)
			voc.Tables = append(voc.Tables, newTableForm(form))
		default:
			voc.Tables = append(voc.Tables, newTableForm(form))
		}
	}
	known, _ := vocabularies.LoadOrStore(prof, voc)
	return known.(*Vocabulary)
}

// A TableForm is a form whose words are the header of a table.
type TableForm struct {
	*profile.Form
	Exact  map[string][]int // word → fields that have it
	core   map[string][]int // word without what carries no meaning → fields
	tails  []tail
	Sheets []string // keys
	Titles []string
	looked sync.Map // *label that is shared → []match
	// composer is made at the first word that no list has.
	composer func() *composer
}

// A tail is a word long enough to be recognised at the end of a longer header.
type tail struct {
	key   string
	field int
}

const textPrefix = "text."

func newTableForm(form *profile.Form) *TableForm {
	f := &TableForm{Form: form, Exact: map[string][]int{}, core: map[string][]int{}}
	f.composer = sync.OnceValue(func() *composer { return newComposer(form) })
	for i := range form.Fields {
		field := &form.Fields[i]
		if strings.HasPrefix(field.Name, textPrefix) {
			continue
		}
		for _, word := range field.Words {
			key := model.Key(word)
			f.add(f.Exact, key, i)
			for _, k := range Variants(key) {
				f.add(f.Exact, k, i)
			}
			if c := core(key); utf8.RuneCountInString(c) >= evidence.Standard.Word.RestRunes {
				f.add(f.core, c, i)
			}
			if utf8.RuneCountInString(key) >= evidence.Standard.Word.TailRunes && field.Type != "text" && field.Type != "index" {
				f.tails = append(f.tails, tail{key, i})
			}
		}
	}
	slices.SortStableFunc(f.tails, func(a, b tail) int { return len(b.key) - len(a.key) })
	f.Sheets, f.Titles = keysOf(form.Sheets), keysOf(form.Titles)
	return f
}

func (f *TableForm) add(index map[string][]int, key string, field int) {
	if key != "" && !slices.Contains(index[key], field) {
		index[key] = append(index[key], field)
	}
}

func keysOf(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = model.Key(w)
	}
	return out
}

// FieldNamed is the index of a field, -1 when the form has none.
func (f *TableForm) FieldNamed(name string) int {
	return slices.IndexFunc(f.Fields, func(x profile.Field) bool { return x.Name == name })
}
