// Command kubectl reads YAML as kubectl does: with its splitter of documents and its parser.
//
// It takes a JSON list of YAML texts on its standard input and gives, for each, the list of its documents or the fault.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"log"
	"os"
	"strings"

	"k8s.io/apimachinery/pkg/util/yaml"
	sigs "sigs.k8s.io/yaml"
)

type answer struct {
	Documents []json.RawMessage `json:"documents"`
	Fault     string            `json:"fault,omitempty"`
}

func read(text string) answer {
	reader := yaml.NewYAMLReader(bufio.NewReader(strings.NewReader(text)))
	documents := []json.RawMessage{}
	for {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return answer{Documents: documents}
		}
		if err != nil {
			return answer{Fault: err.Error()}
		}
		asJSON, err := sigs.YAMLToJSONStrict(document)
		if err != nil {
			return answer{Fault: err.Error()}
		}
		documents = append(documents, asJSON)
	}
}

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		log.Fatal(err)
	}
	answers := make([]answer, len(texts))
	for i, text := range texts {
		answers[i] = read(text)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		log.Fatal(err)
	}
}
