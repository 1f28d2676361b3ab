// Renders a chart as helm does, by the engine that helm is made of: Go's text/template with the functions of sprig, and those of helm's own that our
// chart uses. It stands in for `helm template` where there is no helm; Debian's packages golang-go, golang-github-masterminds-sprig-dev and
// golang-yaml.v2-dev are all that it needs.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run scripts/chart/main.go CHART RELEASE [VALUES.yaml]
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	yaml "gopkg.in/yaml.v3"
)

type values = map[string]interface{}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func read(path string) values {
	text, err := os.ReadFile(path)
	must(err)
	var found values
	must(yaml.Unmarshal(text, &found))
	return found
}

// As helm lays given values over those of the chart: tables are merged, all else is replaced.
func over(base, given values) values {
	for name, value := range given {
		below, isTable := base[name].(values)
		table, given := value.(values)
		if isTable && given {
			value = over(below, table)
		}
		base[name] = value
	}
	return base
}

func toYaml(value interface{}) string {
	var text bytes.Buffer
	encoder := yaml.NewEncoder(&text)
	encoder.SetIndent(2)
	must(encoder.Encode(value))
	return strings.TrimSuffix(text.String(), "\n")
}

func main() {
	chart, release := os.Args[1], os.Args[2]
	told := read(filepath.Join(chart, "Chart.yaml"))
	all := read(filepath.Join(chart, "values.yaml"))
	if len(os.Args) > 3 {
		all = over(all, read(os.Args[3]))
	}
	root := template.New("chart").Option("missingkey=zero")
	functions := sprig.TxtFuncMap()
	functions["toYaml"] = toYaml
	functions["include"] = func(name string, data interface{}) (string, error) {
		var text bytes.Buffer
		err := root.ExecuteTemplate(&text, name, data)
		return text.String(), err
	}
	root.Funcs(functions)
	paths, err := filepath.Glob(filepath.Join(chart, "templates", "*"))
	must(err)
	sort.Strings(paths)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		must(err)
		_, err = root.New(path).Parse(string(text))
		must(err)
	}
	data := values{
		"Values":  all,
		"Release": values{"Name": release, "Namespace": "default"},
		"Chart":   values{"Name": told["name"], "Version": told["version"], "AppVersion": told["appVersion"]},
	}
	for _, path := range paths {
		var text bytes.Buffer
		must(root.ExecuteTemplate(&text, path, data))
		// The notes are for people; that they can be made is all that is asked here.
		if !strings.HasSuffix(path, ".yaml") {
			continue
		}
		if rendered := strings.TrimSpace(text.String()); rendered != "" {
			if !strings.HasPrefix(rendered, "---") {
				rendered = "---\n" + rendered
			}
			fmt.Println(rendered)
		}
	}
}
