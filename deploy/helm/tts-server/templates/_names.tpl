{{- define "tts.name" -}}
{{- if contains "tts-server" .Release.Name }}{{ .Release.Name | trunc 52 | trimSuffix "-" }}{{ else }}{{ printf "%s-tts-server" .Release.Name | trunc 52 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "tts.selector" -}}
app.kubernetes.io/name: tts-server
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "tts.labels" -}}
{{ include "tts.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "tts.image" -}}
{{ printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) | quote }}
{{- end }}

{{- define "tts.claim" -}}
{{ .Values.models.existingClaim | default (printf "%s-models" (include "tts.name" .)) }}
{{- end }}

{{- define "tts.closed" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: ["ALL"]
{{- end }}

{{- define "tts.mounts" -}}
- name: models
  mountPath: {{ .Values.settings.TTS_MODEL_PATH }}
- name: tmp
  mountPath: /tmp
{{- if .Values.remotes }}
- name: settings
  mountPath: /etc/tts
  readOnly: true
{{- end }}
{{- end }}
