package cmd

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"ziping/cmd/door"
	"ziping/cmd/writer"
)

// Streams are what a command may talk to.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// A job is one command line being carried out: whom it talks to, where its
// inputs come in, and where its outputs go out.
type job struct {
	streams
	door   *door.Door
	writer *writer.Writer
}

func newJob(s streams) *job {
	d := door.New()
	return &job{streams: s, door: d, writer: writer.New(d)}
}

// read lets in a whole input file; what is refused is said in Chinese.
func (j *job) read(path string, k door.Kind) ([]byte, error) { return readFile(j.door, path, k) }

// write produces a file in memory and puts it in its place: whole or not at
// all.
func (j *job) write(f writer.File, produce func(io.Writer) error) error {
	data, err := content(produce)
	if err != nil {
		return err
	}
	return outputError(j.writer.Write(f, data))
}

// content is what produce writes.
func content(produce func(io.Writer) error) ([]byte, error) {
	var b bytes.Buffer
	err := produce(&b)
	return b.Bytes(), err
}

// tellOmitted names what was found and not let in.
func (j *job) tellOmitted() {
	for _, o := range j.door.Omitted() {
		printf(j.err, "“%s”%s。\n", oneLine(o.Path), o.Why)
	}
}

// interruptible is a context that ends with Ctrl-C, for commands that then
// finish the unit at hand; a second one ends the process, as the first does in
// every other command.
func interruptible(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(parent, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}
