{{- define "witskit.name" -}}
{{ printf "%s-%s" .release .link | trunc 52 | trimSuffix "-" }}
{{- end }}

{{- define "witskit.labels" -}}
app.kubernetes.io/name: witskit
app.kubernetes.io/instance: {{ .release }}
app.kubernetes.io/component: recorder
witskit/link: {{ .link }}
{{- end }}

{{- define "witskit.settings" -}}
{{- range $key, $value := . }}
{{ $key }} = {{ if kindIs "string" $value }}{{ $value | quote }}{{ else }}{{ $value }}{{ end }}
{{- end }}
{{- end }}
