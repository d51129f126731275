package cmd

import (
	"errors"
	"strings"

	"ziping/xlsx"
)

// failureText is the first reason why a unit failed, in one line.
func failureText(err error) string {
	first := flatten(err)[0]
	var fault *xlsx.Error
	if errors.As(first, &fault) {
		return faultPlace(fault) + fault.Cause
	}
	return first.Error()
}

// failedText is every reason why a unit failed, in one line, "" for none.
func failedText(err error) string {
	if err == nil {
		return ""
	}
	var all []string
	for _, e := range flatten(err) {
		text, _, _ := strings.Cut(failureText(e), "\n") // what follows is a stack, or a hint
		all = append(all, oneLine(text))
	}
	return strings.Join(all, "；")
}
