// The driver of the paho C client (MQTTAsync), whose callbacks come from threads of its own: what
// is to be published next is left to the main thread.
#include <poll.h>

#include "properties.h"

static MQTTAsync client;
static json_t* made_with;  // the first connect
static int wake[2];        // a pipe of those that want to publish their next message

// One message of a `pub`.
struct message {
  struct publishing* all;
  int n;
};

static bool is_5(void) { return !strcmp(version, "5.0"); }

static void finished(struct message* message) {
  if (write(wake[1], &message->all, sizeof message->all) < 0) abort();
  free(message);
}

static void connected(void* o, MQTTAsync_successData* data) {
  up(true, json_pack("{s:i, s:b}", "reason_code", 0, "session_present",
                     data->alt.connect.sessionPresent));
}

static void connected5(void* o, MQTTAsync_successData5* data) {
  up(true,
     json_pack("{s:i, s:b, s:o*}", "reason_code", data->reasonCode, "session_present",
               data->alt.connect.sessionPresent, "properties", seen("up", &data->properties)));
}

static const char* error_text(int code, const char* message) {
  const char* text = message ? message : MQTTAsync_strerror(code);
  return text ? text : "no reason told";
}

static void not_connected(void* o, MQTTAsync_failureData* data) {
  if (data && data->code > 0)
    return up(false, json_pack("{s:i, s:s}", "reason_code", data->code, "text",
                               error_text(0, data->message)));
  down(json_pack("{s:s}", "text", data ? error_text(data->code, data->message) : "no reason told"));
}

static void not_connected5(void* o, MQTTAsync_failureData5* data) {
  int code = data && data->reasonCode > 0 ? data->reasonCode : data ? data->code : 0;
  if (code > 0)
    return up(false, json_pack("{s:i, s:o*}", "reason_code", code, "properties",
                               seen("refused", &data->properties)));
  down(json_pack("{s:s}", "text", data ? error_text(data->code, data->message) : "no reason told"));
}

static void lost(void* o, char* cause) { down(json_pack("{s:s*}", "text", cause)); }

static void server_disconnected(void* o, MQTTProperties* list, enum MQTTReasonCodes code) {
  say("disc", NULL,
      json_pack("{s:i, s:o*}", "reason_code", code, "properties", seen("disc", list)));
  down(json_object());  // the library closes, and does not call `lost`
}

static void connected_again(void* o, char* cause) {
  if (cause && !strcmp(cause, "automatic reconnect")) up(true, json_object());
}

static void disconnected(void* o, MQTTAsync_successData* data) { down(json_object()); }
static void disconnected5(void* o, MQTTAsync_successData5* data) { down(json_object()); }

static int arrived(void* o, char* topic, int size, MQTTAsync_message* m) {
  say("msg", NULL,
      json_pack("{s:o, s:o, s:i, s:b, s:b, s:o*}", "topic",
                shown(topic, size ? (size_t)size : strlen(topic)), "payload",
                hexed(m->payload, (size_t)m->payloadlen), "qos", m->qos, "retain", m->retained,
                "dup", m->dup, "properties", seen("msg", &m->properties)));
  MQTTAsync_freeMessage(&m);
  MQTTAsync_free(topic);
  return 1;
}

static void subscribed(void* tag, MQTTAsync_successData* data) {
  json_t* codes = json_array();
  int count = (int)json_integer_value(json_array_get(tag, 1));
  for (int i = 0; i < count; ++i)
    json_array_append_new(codes, json_integer(count == 1 ? data->alt.qos : data->alt.qosList[i]));
  say("suback", json_array_get(tag, 0), json_pack("{s:o}", "reason_codes", codes));
}

// The codes of an acknowledgement; the list is there only if there are several.
static json_t* codes_of(enum MQTTReasonCodes code, int count, const enum MQTTReasonCodes* codes) {
  json_t* all = json_array();
  for (int i = 0; count > 1 && i < count; ++i) json_array_append_new(all, json_integer(codes[i]));
  if (count <= 1) json_array_append_new(all, json_integer(code));
  return all;
}

static void subscribed5(void* tag, MQTTAsync_successData5* data) {
  say("suback", json_array_get(tag, 0),
      json_pack(
          "{s:o, s:o*}", "reason_codes",
          codes_of(data->reasonCode, data->alt.sub.reasonCodeCount, data->alt.sub.reasonCodes),
          "properties", seen("suback", &data->properties)));
}

static void unsubscribed(void* tag, MQTTAsync_successData* data) {
  say("unsuback", json_array_get(tag, 0), json_object());
}

static void unsubscribed5(void* tag, MQTTAsync_successData5* data) {
  say("unsuback", json_array_get(tag, 0),
      json_pack(
          "{s:o, s:o*}", "reason_codes",
          codes_of(data->reasonCode, data->alt.unsub.reasonCodeCount, data->alt.unsub.reasonCodes),
          "properties", seen("unsuback", &data->properties)));
}

static void not_subscribed(void* tag, MQTTAsync_failureData* data) {
  say("err", json_array_get(tag, 0),
      json_pack("{s:O, s:s}", "on", json_array_get(tag, 2), "text",
                error_text(data->code, data->message)));
}

static void not_subscribed5(void* tag, MQTTAsync_failureData5* data) {
  bool is_sub = !strcmp(json_string_value(json_array_get(tag, 2)), "sub");
  if (data->reasonCode >= 0x80)
    say(is_sub ? "suback" : "unsuback", json_array_get(tag, 0),
        json_pack("{s:[i], s:o*}", "reason_codes", data->reasonCode, "properties",
                  seen("suback", &data->properties)));
  else
    say("err", json_array_get(tag, 0),
        json_pack("{s:O, s:s}", "on", json_array_get(tag, 2), "text",
                  error_text(data->code, data->message)));
}

static void told_done(struct message* message, json_t* event) {
  json_object_set_new(event, "n", json_integer(message->n));
  say("done", message->all->tag, event);
  finished(message);
}

static void published(void* o, MQTTAsync_successData* data) { told_done(o, json_object()); }

// The library gives no code and no properties of the acknowledgement here, but those of the
// PUBLISH.
static void published5(void* o, MQTTAsync_successData5* data) { told_done(o, json_object()); }

static void failed_to_publish(struct message* m, const char* text) {
  say("err", m->all->tag, json_pack("{s:s, s:i, s:s}", "on", "pub", "n", m->n, "text", text));
  finished(m);
}

static void not_published(void* o, MQTTAsync_failureData* data) {
  failed_to_publish(o, data ? error_text(data->code, data->message) : "no reason told");
}

static void not_published5(void* o, MQTTAsync_failureData5* data) {
  if (data && data->reasonCode >= 0x80)
    return told_done(o, json_pack("{s:i, s:o*}", "reason_code", data->reasonCode, "properties",
                                  seen("done", &data->properties)));
  failed_to_publish(o, data ? error_text(data->code, data->message) : "no reason told");
}

static const char* publish(struct publishing* all, int n) {
  struct message* context = malloc(sizeof *context);
  *context = (struct message){all, n};
  MQTTAsync_responseOptions options = MQTTAsync_responseOptions_initializer;
  options.context = context;
  if (is_5()) {
    options.onSuccess5 = published5;
    options.onFailure5 = not_published5;
  } else {
    options.onSuccess = published;
    options.onFailure = not_published;
  }
  json_t* payload = json_object_get(all->fields, "payload");
  MQTTAsync_message message = MQTTAsync_message_initializer;
  message.payload = (void*)json_string_value(payload);
  message.payloadlen = (int)json_string_length(payload);
  message.qos = number(all->fields, "qos", 0);
  message.retained = number(all->fields, "retain", 0);
  message.properties = given(all->fields);
  int rc = MQTTAsync_sendMessage(client, text(all->fields, "topic"), &message, &options);
  MQTTProperties_free(&message.properties);
  return rc == MQTTASYNC_SUCCESS ? NULL : error_text(rc, NULL);
}

static int make(json_t* fields, const char* uri) {
  MQTTAsync_createOptions options = MQTTAsync_createOptions_initializer;
  options.MQTTVersion = is_5() ? MQTTVERSION_5 : MQTTVERSION_3_1_1;
  const char* id = text(fields, "client_id");
  int rc = MQTTAsync_createWithOptions(&client, uri, id ? id : "", MQTTCLIENT_PERSISTENCE_NONE,
                                       NULL, &options);
  if (rc) return rc;
  made_with = json_incref(fields);
  MQTTAsync_setCallbacks(client, NULL, lost, arrived, NULL);
  MQTTAsync_setConnected(client, NULL, connected_again);
  return MQTTAsync_setDisconnected(client, NULL, server_disconnected);
}

static int connect_to(json_t* fields) {
  static char uri[300], *uris[] = {uri};
  snprintf(uri, sizeof uri, "tcp://%s:%d", text(fields, "host"), number(fields, "port", 0));
  int rc = client ? MQTTASYNC_SUCCESS : make(fields, uri);
  if (rc) return rc;
  const char* fixed[] = {"client_id", "version"};
  for (int i = 0; i < 2; ++i)
    if (!json_equal(json_object_get(fields, fixed[i]), json_object_get(made_with, fixed[i])))
      return refuse(fixed[i]);
  MQTTAsync_connectOptions options = MQTTAsync_connectOptions_initializer;
  MQTTAsync_connectOptions options5 = MQTTAsync_connectOptions_initializer5;
  MQTTAsync_willOptions last_will = MQTTAsync_willOptions_initializer;
  MQTTProperties properties = given(fields), will_properties = MQTTProperties_initializer;
  options.MQTTVersion = MQTTVERSION_3_1_1;
  if (is_5()) options = options5;
  options.serverURIs = uris;
  options.serverURIcount = 1;
  options.keepAliveInterval = number(fields, "keep_alive", options.keepAliveInterval);
  options.connectTimeout = number(fields, "connect_timeout_s", options.connectTimeout);
  options.automaticReconnect = number(fields, "auto_reconnect", 0);
  options.username = text(fields, "user_name");
  json_t *password = json_object_get(fields, "password"), *will = json_object_get(fields, "will");
  options.binarypwd.data = json_string_value(password);
  options.binarypwd.len = (int)json_string_length(password);
  if (will) {
    json_t* payload = json_object_get(will, "payload");
    last_will.topicName = text(will, "topic");
    last_will.payload.data = json_string_value(payload);
    last_will.payload.len = (int)json_string_length(payload);
    last_will.qos = number(will, "qos", 0);
    last_will.retained = number(will, "retain", 0);
    will_properties = given(will);
    options.will = &last_will;
  }
  if (is_5()) {
    options.cleanstart = number(fields, "clean_start", options.cleanstart);
    options.connectProperties = &properties;
    if (will) options.willProperties = &will_properties;
    options.onSuccess5 = connected5;
    options.onFailure5 = not_connected5;
  } else {
    options.cleansession = number(fields, "clean_start", options.cleansession);
    options.onSuccess = connected;
    options.onFailure = not_connected;
  }
  rc = MQTTAsync_connect(client, &options);
  MQTTProperties_free(&properties);
  MQTTProperties_free(&will_properties);
  return rc;
}

static int subscribe(const char* on, json_t* tag, json_t* fields) {
  bool is_sub = !strcmp(on, "sub");
  json_t *all = json_object_get(fields, is_sub ? "subscriptions" : "topic_filters"), *each;
  size_t i, count = json_array_size(all);
  char** filters = calloc(count, sizeof *filters);
  int* levels = calloc(count, sizeof *levels);
  MQTTSubscribe_options none = MQTTSubscribe_options_initializer,
                        *list = calloc(count, sizeof *list);
  json_array_foreach(all, i, each) {
    filters[i] = (char*)(is_sub ? text(each, "topic_filter") : json_string_value(each));
    levels[i] = number(each, "qos", 0);
    list[i] = none;
    list[i].noLocal = (unsigned char)number(each, "no_local", 0);
    list[i].retainAsPublished = (unsigned char)number(each, "retain_as_published", 0);
    list[i].retainHandling = (unsigned char)number(each, "retain_handling", 0);
  }
  MQTTAsync_responseOptions options = MQTTAsync_responseOptions_initializer;
  options.context = json_pack("[O, i, s]", tag, (int)count, on);
  options.properties = given(fields);
  if (is_5()) {
    options.onSuccess5 = is_sub ? subscribed5 : unsubscribed5;
    options.onFailure5 = not_subscribed5;
    options.subscribeOptionsCount = (int)count;
    options.subscribeOptionsList = list;
    if (count == 1) options.subscribeOptions = list[0];
  } else {
    options.onSuccess = is_sub ? subscribed : unsubscribed;
    options.onFailure = not_subscribed;
  }
  int rc = is_sub ? MQTTAsync_subscribeMany(client, (int)count, filters, levels, &options)
                  : MQTTAsync_unsubscribeMany(client, (int)count, filters, &options);
  MQTTProperties_free(&options.properties);
  free(filters);
  free(levels);
  free(list);
  return rc;
}

static int disconnect_from(json_t* fields) {
  MQTTAsync_disconnectOptions options = MQTTAsync_disconnectOptions_initializer;
  MQTTAsync_disconnectOptions options5 = MQTTAsync_disconnectOptions_initializer5;
  if (is_5()) options = options5;
  options.reasonCode = number(fields, "reason_code", 0);
  options.properties = given(fields);
  if (is_5())
    options.onSuccess5 = disconnected5;
  else
    options.onSuccess = disconnected;
  int rc = MQTTAsync_disconnect(client, &options);
  MQTTProperties_free(&options.properties);
  return rc;
}

static void command(const char* on, json_t* tag, json_t* fields) {
  int rc = 0;
  if (!client && strcmp(on, "connect")) return failed(on, tag, "there was no connect");
  if (!strcmp(on, "pub")) return publish_all(tag, fields);
  if (!strcmp(on, "connect")) rc = connect_to(fields);
  if (!strcmp(on, "sub") || !strcmp(on, "unsub")) rc = subscribe(on, tag, fields);
  if (!strcmp(on, "disconnect")) rc = disconnect_from(fields);
  if (rc) failed(on, tag, error_text(rc, NULL));
}

int main(int count, char** arguments) {
  const char* library_version = "";
  for (MQTTAsync_nameValue* each = MQTTAsync_getVersionInfo(); each->name; ++each)
    if (!strcmp(each->name, "Version")) library_version = each->value;
  if (pipe(wake)) return 2;
  start(arguments[count - 1], library_version);
  while (true) {
    struct pollfd from[] = {{0, POLLIN, 0}, {wake[0], POLLIN, 0}};
    poll(from, 2, -1);
    struct publishing* all;
    if (from[1].revents && read(wake[0], &all, sizeof all) == sizeof all) publish_next(all);
    if (from[0].revents) read_commands();
  }
}
