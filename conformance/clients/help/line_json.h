// Commands in, events out: what the drivers in C share (on jansson). A driver defines the four
// functions marked `of the driver` and calls start(), and obey() with each line of standard input.
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static json_t* ready;        // the first event
static const char* version;  // of MQTT
static json_t* connecting;   // the tags of a connect and of a disconnect not answered yet
static json_t* disconnecting;
static char unsupported[256];  // the field that the driver does not do

// Of the driver: obeys a command, sub, unsub and so on, in which all bytes are plain JSON strings.
// What it cannot do it notes in `unsupported`.
static void command(const char* on, json_t* tag, json_t* fields);

static json_t* hexed(const void* data, size_t size) {
  char* text = malloc(2 * size + 1);
  for (size_t i = 0; i < size; ++i) sprintf(text + 2 * i, "%02x", ((const unsigned char*)data)[i]);
  json_t* hex = json_stringn_nocheck(text, 2 * size);
  free(text);
  return json_pack("{s:o}", "hex", hex);
}

// Bytes as text if that is well-formed, else as hex.
static json_t* shown(const void* data, size_t size) {
  json_t* text = json_stringn(data, size);
  return text ? text : hexed(data, size);
}

// Writes an event in one go; takes `fields`, of which those without a value are left out.
static void say(const char* ev, json_t* tag, json_t* fields) {
  json_object_set_new(fields, "ev", json_string(ev));
  if (tag) json_object_set(fields, "tag", tag);
  char* line = json_dumps(fields, JSON_COMPACT | JSON_ENSURE_ASCII);
  fprintf(stdout, "%s\n", line);
  fflush(stdout);
  free(line);
  json_decref(fields);
}

static json_t* caps(void) { return json_object_get(json_object_get(ready, "versions"), version); }

static bool has(json_t* names, const char* name) {
  size_t i;
  json_t* each;
  json_array_foreach(names, i, each) if (!strcmp(json_string_value(each), name)) return true;
  return false;
}

// Whether an event of this name can tell a property.
static bool shows(const char* ev, const char* property) {
  char field[128];
  snprintf(field, sizeof field, "properties.%s", property);
  return has(json_object_get(json_object_get(caps(), "shows"), ev), field);
}

static void failed(const char* on, json_t* tag, const char* text) {
  if (!strcmp(on, "connect")) connecting = NULL;
  if (!strcmp(on, "disconnect")) disconnecting = NULL;
  say("err", tag, json_pack("{s:s, s:s}", "on", on, "text", text));
}

// A CONNACK came; takes `fields`.
static void up(bool accepted, json_t* fields) {
  json_t* tag = connecting;
  connecting = NULL;
  say(accepted ? "up" : "refused", tag, fields);
}

// The connection is gone; before a CONNACK came, that is an error of connect. Takes `fields`.
static void down(json_t* fields) {
  bool is_error = connecting;
  json_t* tag = is_error ? connecting : disconnecting;
  connecting = disconnecting = NULL;  // first, since the next connect follows what is said
  if (is_error) json_object_set_new(fields, "on", json_string("connect"));
  say(is_error ? "err" : "down", tag, fields);
}

static bool refuse(const char* field) {
  snprintf(unsupported, sizeof unsupported, "%s", field);
  return false;
}

static bool is_binary(const char* path) {
  const char* names[] = {"payload", "password", "correlation_data", "authentication_data"};
  const char* dot = strrchr(path, '.');
  for (int i = 0; i < 4; ++i)
    if (!strcmp(dot ? dot + 1 : path, names[i])) return true;
  return false;
}

static json_t* from_hex(const char* hex) {
  size_t size = strlen(hex) / 2;
  char* data = malloc(size + 1);
  unsigned byte;
  for (size_t i = 0; i < size && sscanf(hex + 2 * i, "%2x", &byte) == 1; ++i) data[i] = (char)byte;
  json_t* bytes = json_stringn_nocheck(data, size);
  free(data);
  return bytes;
}

// Looks whether the driver does all fields of `*value`, and puts plain strings for hex.
static bool take(json_t** value, json_t* takes, const char* path) {
  json_t* hex = json_object_size(*value) == 1 ? json_object_get(*value, "hex") : NULL;
  if (json_is_object(*value) && !hex) {
    const char* key;
    json_t* part;
    json_object_foreach(*value, key, part) {
      char below[256];
      snprintf(below, sizeof below, "%s%s%s", path, *path ? "." : "", key);
      json_t* taken = json_incref(part);
      if (!take(&taken, takes, below)) return false;
      json_object_set_new(*value, key, taken);
    }
    return true;
  }
  if (json_is_array(*value)) {
    for (size_t i = 0; i < json_array_size(*value); ++i) {
      json_t* taken = json_incref(json_array_get(*value, i));
      if (!take(&taken, takes, path)) return false;
      json_array_set_new(*value, i, taken);
    }
    return true;
  }
  if (!has(takes, path)) return refuse(path);
  if (hex) *value = from_hex(json_string_value(hex));
  if (json_is_string(*value) && !is_binary(path) &&
      strlen(json_string_value(*value)) != json_string_length(*value))
    return refuse(path);
  return true;
}

static void obey(const char* line, size_t size) {
  json_error_t error;
  json_t* fields = json_loadb(line, size, JSON_ALLOW_NUL, &error);
  const char* on = json_string_value(json_object_get(fields, "do"));
  if (!on) {
    say("err", NULL,
        json_pack("{s:s, s:s}", "on", "line", "text", fields ? "no command" : error.text));
    return;
  }
  if (!strcmp(on, "quit")) _exit(0);
  on = strdup(on);
  json_t* tag = json_incref(json_object_get(fields, "tag"));
  json_object_del(fields, "do");
  json_object_del(fields, "tag");
  *unsupported = 0;
  if (!strcmp(on, "connect")) {
    version = json_string_value(json_incref(json_object_get(fields, "version")));
    if (!caps()) refuse("version");
  }
  json_t* takes = json_object_get(json_object_get(caps(), "takes"), on);
  if (!takes && !*unsupported) return say("unsupported", tag, json_pack("{s:s}", "on", on));
  if (!*unsupported && take(&fields, takes, "")) {
    if (!strcmp(on, "connect")) connecting = tag;
    if (!strcmp(on, "disconnect")) disconnecting = tag;
    command(on, tag, fields);
  }
  if (!*unsupported) return;
  if (!strcmp(on, "connect")) connecting = NULL;
  if (!strcmp(on, "disconnect")) disconnecting = NULL;
  say("unsupported", tag, json_pack("{s:s, s:s}", "on", on, "field", unsupported));
}

// Reads what there is on standard input and obeys each whole line; the end of it ends the process.
static void read_commands(void) {
  static char* buffer;
  static size_t used, size;
  if (size - used < 65536) buffer = realloc(buffer, size += 1 << 20);
  ssize_t got = read(0, buffer + used, size - used);
  if (got <= 0) _exit(0);
  used += (size_t)got;
  char *begin = buffer, *end;
  while ((end = memchr(begin, '\n', used - (size_t)(begin - buffer)))) {
    obey(begin, (size_t)(end - begin));
    begin = end + 1;
  }
  used -= (size_t)(begin - buffer);
  memmove(buffer, begin, used);
}

static void start(const char* path, const char* library_version) {
  ready = json_load_file(path, 0, NULL);
  if (!ready) exit(2);
  json_object_set_new(ready, "version", json_string(library_version));
  version = json_object_iter_key(json_object_iter(json_object_get(ready, "versions")));
  say("ready", NULL, json_deep_copy(ready));
}

// A number of a command, or `otherwise`.
static int number(json_t* fields, const char* name, int otherwise) {
  json_t* value = json_object_get(fields, name);
  if (json_is_boolean(value)) return json_is_true(value);
  return json_is_integer(value) ? (int)json_integer_value(value) : otherwise;
}

static const char* text(json_t* fields, const char* name) {
  return json_string_value(json_object_get(fields, name));
}

// One command `pub`, whose messages are published one by one.
struct publishing {
  json_t *tag, *fields;
  int left, n;
};

// Of the driver: publishes message `n`; an error text if the library refuses.
static const char* publish(struct publishing* all, int n);

static void publish_next(struct publishing* all) {
  while (all->left > 0) {
    --all->left;
    int n = all->n++;
    const char* error = publish(all, n);
    if (!error) return;
    say("err", all->tag, json_pack("{s:s, s:i, s:s}", "on", "pub", "n", n, "text", error));
  }
}

static void publish_all(json_t* tag, json_t* fields) {
  struct publishing* all = malloc(sizeof *all);
  *all = (struct publishing){tag, fields, number(fields, "repeat", 1), 0};
  int window = number(fields, "window", 1);
  json_t* size = json_object_get(fields, "size");
  if (size) {
    char* payload = malloc((size_t)json_integer_value(size) + 1);
    memset(payload, 'x', (size_t)json_integer_value(size));
    json_object_set_new(fields, "payload", json_stringn(payload, (size_t)json_integer_value(size)));
    free(payload);
  }
  for (int i = 0; i < window && all->left > 0; ++i) publish_next(all);
}
