package book

import (
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"

	"ziping/xlsx/biff"
	"ziping/xlsx/grid"
)

// watchdog ends a call into a library that does not come back. It decides no
// file: what a file may ask for is bounded by counting (excelize takes at most
// ten million rounds of hashing, and the limits in calc.go), at a tenth of this.
const watchdog = time.Minute

// decrypt opens an encrypted package with the user's password and with the
// default one.
func decrypt(data []byte, password string) ([]byte, error) {
	tries := []string{password, biff.DefaultPassword}
	if password == "" {
		tries = tries[1:]
	}
	var last error
	for _, p := range tries {
		plain, err := withDeadline(watchdog, func() ([]byte, error) {
			return excelize.Decrypt(data, &excelize.Options{Password: p})
		})
		if err == nil && len(plain) > 4 && string(plain[:4]) == "PK\x03\x04" {
			return plain, nil
		}
		last = err
	}
	if password == "" {
		return nil, &grid.Fault{Rule: "import/encrypted", Offset: -1, Cause: "工作簿设了打开密码", Cure: "请用 --password 给出密码，或用 Excel、WPS 取消密码后另存", Err: last}
	}
	return nil, &grid.Fault{Rule: "import/encrypted", Offset: -1, Cause: "密码不对，或者加密方式不能识别", Cure: "请核对密码；仍不行就用 Excel 或 WPS 取消密码后另存", Err: last}
}

// withDeadline runs a call into a library that may panic or not come back. A
// call past its deadline is left to end by itself; its result is dropped.
func withDeadline[T any](d time.Duration, call func() (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		var o outcome
		defer func() {
			if r := recover(); r != nil {
				o.err = fmt.Errorf("panic: %v", r)
			}
			done <- o
		}()
		o.value, o.err = call()
	}()
	select {
	case o := <-done:
		return o.value, o.err
	case <-time.After(d):
		var zero T
		return zero, fmt.Errorf("no result after %v", d)
	}
}
