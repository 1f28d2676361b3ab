{{- define "witskit.name" -}}
{{ printf "%s-%s" .release .link | trunc 52 | trimSuffix "-" }}
{{- end }}

{{- define "witskit.labels" -}}
app.kubernetes.io/name: witskit
app.kubernetes.io/instance: {{ .release }}
app.kubernetes.io/component: recorder
witskit/link: {{ .link }}
{{- end }}

{{- /* A text, a number or a switch of JSON is one of TOML, too; by itself a number of seven digits would become 1e+06. */ -}}
{{- define "witskit.settings" -}}
{{- range $key, $value := . }}
{{ $key }} = {{ toJson $value }}
{{- end }}
{{- end }}
