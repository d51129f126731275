package problem

func (e *Fault) Suggestion() string { return "“" + e.Suggest + "”" }

// A Fault says what is wrong inside a tag.
type Fault struct{ ID, Msg, Hint, Suggest string }
