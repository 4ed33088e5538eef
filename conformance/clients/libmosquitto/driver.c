// The driver of libmosquitto, with an event loop of its own: loop_read, loop_write and loop_misc.
#include <errno.h>
#include <poll.h>

#include "properties.h"

static struct mosquitto* client;
static json_t* made_with;  // the first connect

// To what a Packet Identifier of the library belongs.
static struct {
  struct publishing* all;
  json_t* tag;
  int n;
} waiting[65536];

// What is done; told when publish() has given the identifier, since the library may say it before.
static struct done {
  int id;
  json_t* fields;
  struct done* next;
} *first, **last = &first;

static bool is_5(void) { return !strcmp(version, "5.0"); }

static void on_connect(struct mosquitto* m, void* o, int rc, int flags,
                       const mosquitto_property* list) {
  json_t* properties = seen(rc ? "refused" : "up", list);
  if (rc)
    up(false, json_pack("{s:i, s:s, s:o*}", "reason_code", rc, "text",
                        is_5() ? mosquitto_reason_string(rc) : mosquitto_connack_string(rc),
                        "properties", properties));
  else
    up(true, json_pack("{s:i, s:b, s:o*}", "reason_code", rc, "session_present", flags & 1,
                       "properties", properties));
}

// The code is one of the library, or that of a DISCONNECT of the Server, which has properties or a
// code that the library has not.
static void on_disconnect(struct mosquitto* m, void* o, int rc, const mosquitto_property* list) {
  if (is_5() && (list || rc >= 0x80))
    say("disc", NULL,
        json_pack("{s:i, s:o*}", "reason_code", rc, "properties", seen("disc", list)));
  down(json_pack("{s:s}", "text",
                 rc >= 0x80 ? mosquitto_reason_string(rc) : mosquitto_strerror(rc)));
}

static void on_message(struct mosquitto* m, void* o, const struct mosquitto_message* message,
                       const mosquitto_property* list) {
  say("msg", NULL,
      json_pack("{s:o, s:o, s:i, s:b, s:o*}", "topic",
                shown(message->topic, strlen(message->topic)), "payload",
                hexed(message->payload, (size_t)message->payloadlen), "qos", message->qos, "retain",
                message->retain, "properties", seen("msg", list)));
}

static void on_subscribe(struct mosquitto* m, void* o, int id, int count, const int* granted,
                         const mosquitto_property* list) {
  json_t* codes = json_array();
  for (int i = 0; i < count; ++i) json_array_append_new(codes, json_integer(granted[i]));
  say("suback", waiting[id].tag,
      json_pack("{s:o, s:o*}", "reason_codes", codes, "properties", seen("suback", list)));
}

static void on_unsubscribe(struct mosquitto* m, void* o, int id, const mosquitto_property* list) {
  say("unsuback", waiting[id].tag, json_pack("{s:o*}", "properties", seen("unsuback", list)));
}

static void on_publish(struct mosquitto* m, void* o, int id, int rc,
                       const mosquitto_property* list) {
  struct done* done = malloc(sizeof *done);
  *done = (struct done){
      id, json_pack("{s:i, s:o*}", "reason_code", rc, "properties", seen("done", list))};
  *last = done;
  last = &done->next;
}

static void tell_done(void) {
  while (first) {
    struct done done = *first;
    free(first);
    first = done.next;
    if (!first) last = &first;
    struct publishing* all = waiting[done.id].all;
    json_object_set_new(done.fields, "n", json_integer(waiting[done.id].n));
    say("done", all->tag, done.fields);
    publish_next(all);
  }
}

static const char* publish(struct publishing* all, int n) {
  int id = 0, qos = number(all->fields, "qos", 0);
  json_t* payload = json_object_get(all->fields, "payload");
  mosquitto_property* list = given(all->fields);
  int rc = mosquitto_publish_v5(client, &id, text(all->fields, "topic"),
                                (int)json_string_length(payload), json_string_value(payload), qos,
                                number(all->fields, "retain", 0), list);
  mosquitto_property_free_all(&list);
  if (rc && !(rc == MOSQ_ERR_NO_CONN && qos > 0 && id)) return mosquitto_strerror(rc);
  waiting[id].all = all;
  waiting[id].n = n;
  return NULL;
}

static bool is_fixed(json_t* fields, const char* name) {
  return json_equal(json_object_get(fields, name), json_object_get(made_with, name)) ||
         refuse(name);
}

static int connect_to(json_t* fields) {
  json_t* will = json_object_get(fields, "will");
  if (!client) {
    json_t* clean = json_object_get(fields, "clean_start");
    // The library refuses that as well, but not without side effects.
    const char* id = text(fields, "client_id");
    if (id && !*id && clean && !json_is_true(clean)) return MOSQ_ERR_INVAL;
    made_with = json_incref(fields);
    client = mosquitto_new(id, clean ? json_is_true(clean) : true, NULL);
    if (!client) {
      int rc = errno == EINVAL ? MOSQ_ERR_INVAL : MOSQ_ERR_NOMEM;
      return rc;
    }
    mosquitto_int_option(client, MOSQ_OPT_PROTOCOL_VERSION,
                         is_5() ? MQTT_PROTOCOL_V5 : MQTT_PROTOCOL_V311);
    mosquitto_connect_v5_callback_set(client, on_connect);
    mosquitto_disconnect_v5_callback_set(client, on_disconnect);
    mosquitto_message_v5_callback_set(client, on_message);
    mosquitto_subscribe_v5_callback_set(client, on_subscribe);
    mosquitto_unsubscribe_v5_callback_set(client, on_unsubscribe);
    mosquitto_publish_v5_callback_set(client, on_publish);
  }
  if (!is_fixed(fields, "version") || !is_fixed(fields, "client_id") ||
      !is_fixed(fields, "clean_start"))
    return MOSQ_ERR_SUCCESS;
  int rc = mosquitto_username_pw_set(client, text(fields, "user_name"), text(fields, "password"));
  mosquitto_will_clear(client);
  if (will && !rc) {
    json_t* payload = json_object_get(will, "payload");
    rc = mosquitto_will_set_v5(client, text(will, "topic"), (int)json_string_length(payload),
                               json_string_value(payload), number(will, "qos", 0),
                               number(will, "retain", 0), given(will));
  }
  mosquitto_property* list = given(fields);
  if (!rc)
    rc = mosquitto_connect_bind_v5(client, text(fields, "host"), number(fields, "port", 0),
                                   number(fields, "keep_alive", 60), NULL, list);
  mosquitto_property_free_all(&list);
  return rc;
}

// One SUBSCRIBE has one QoS and one set of options in libmosquitto.
static int subscribe(json_t* fields, int* id) {
  json_t *all = json_object_get(fields, "subscriptions"), *each, *one = json_array_get(all, 0);
  size_t i;
  char* filters[1000];
  json_array_foreach(all, i, each) {
    const char* names[] = {"qos", "no_local", "retain_as_published", "retain_handling"};
    for (int k = 0; k < 4; ++k)
      if (number(each, names[k], 0) != number(one, names[k], 0) || i == 1000) {
        refuse("subscriptions");
        return MOSQ_ERR_SUCCESS;
      }
    filters[i] = (char*)text(each, "topic_filter");
  }
  int options = (number(one, "no_local", 0) ? MQTT_SUB_OPT_NO_LOCAL : 0) |
                (number(one, "retain_as_published", 0) ? MQTT_SUB_OPT_RETAIN_AS_PUBLISHED : 0) |
                number(one, "retain_handling", 0) << 4;
  mosquitto_property* list = given(fields);
  int rc = mosquitto_subscribe_multiple(client, id, (int)json_array_size(all), filters,
                                        number(one, "qos", 0), options, list);
  mosquitto_property_free_all(&list);
  return rc;
}

static int unsubscribe(json_t* fields, int* id) {
  json_t *all = json_object_get(fields, "topic_filters"), *each;
  size_t i;
  char* filters[1000];
  json_array_foreach(all, i, each) if (i < 1000) filters[i] = (char*)json_string_value(each);
  mosquitto_property* list = given(fields);
  int rc = mosquitto_unsubscribe_multiple(client, id, (int)json_array_size(all), filters, list);
  mosquitto_property_free_all(&list);
  return rc;
}

static int disconnect_from(json_t* fields) {
  mosquitto_property* list = given(fields);
  int rc = mosquitto_disconnect_v5(client, number(fields, "reason_code", 0), list);
  mosquitto_property_free_all(&list);
  return rc;
}

static void command(const char* on, json_t* tag, json_t* fields) {
  int id = 0, rc = 0;
  if (!client && strcmp(on, "connect")) return failed(on, tag, "there was no connect");
  if (!strcmp(on, "pub")) return publish_all(tag, fields);
  if (!strcmp(on, "connect")) rc = connect_to(fields);
  if (!strcmp(on, "sub")) rc = subscribe(fields, &id);
  if (!strcmp(on, "unsub")) rc = unsubscribe(fields, &id);
  if (!strcmp(on, "disconnect")) rc = disconnect_from(fields);
  if (rc) return failed(on, tag, rc == MOSQ_ERR_ERRNO ? strerror(errno) : mosquitto_strerror(rc));
  waiting[id].tag = tag;
}

int main(int count, char** arguments) {
  int major, minor, revision;
  char library_version[32];
  mosquitto_lib_init();
  mosquitto_lib_version(&major, &minor, &revision);
  snprintf(library_version, sizeof library_version, "%d.%d.%d", major, minor, revision);
  start(arguments[count - 1], library_version);
  while (true) {
    tell_done();
    int socket = client ? mosquitto_socket(client) : -1;
    short wanted = client && mosquitto_want_write(client) ? POLLIN | POLLOUT : POLLIN;
    struct pollfd from[] = {{0, POLLIN, 0}, {socket, wanted, 0}};
    poll(from, 2, 100);
    if (from[1].revents & (POLLIN | POLLHUP | POLLERR)) mosquitto_loop_read(client, 1);
    if (from[1].revents & POLLOUT) mosquitto_loop_write(client, 1);
    if (client) mosquitto_loop_misc(client);
    if (from[0].revents) read_commands();
  }
}
