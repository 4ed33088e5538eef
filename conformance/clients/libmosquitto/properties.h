// Properties of libmosquitto as JSON and back.
#pragma once

#include <mosquitto.h>
#include <mqtt_protocol.h>

#include "../help/line_json.h"

// The name of a property as libmosquitto has it, or as the Standard has it.
static const char* renamed(const char* name, char from, char to) {
  static char other[64];
  snprintf(other, sizeof other, "%s", name);
  for (char* c = other; *c; ++c)
    if (*c == from) *c = to;
  if (!strcmp(other, "subscription_identifier_available"))
    return "subscription_identifiers_available";
  return other;
}

static void add(mosquitto_property** list, const char* name, json_t* value) {
  int id = 0, type = 0;
  mosquitto_string_to_property_info(renamed(name, '_', '-'), &id, &type);
  unsigned number = (unsigned)json_integer_value(value);
  const char* bytes = json_string_value(value);
  switch (type) {
    case MQTT_PROP_TYPE_BYTE:
      mosquitto_property_add_byte(list, id, (uint8_t)number);
      break;
    case MQTT_PROP_TYPE_INT16:
      mosquitto_property_add_int16(list, id, (uint16_t)number);
      break;
    case MQTT_PROP_TYPE_INT32:
      mosquitto_property_add_int32(list, id, number);
      break;
    case MQTT_PROP_TYPE_VARINT:
      mosquitto_property_add_varint(list, id, number);
      break;
    case MQTT_PROP_TYPE_BINARY:
      mosquitto_property_add_binary(list, id, bytes, (uint16_t)json_string_length(value));
      break;
    case MQTT_PROP_TYPE_STRING:
      mosquitto_property_add_string(list, id, bytes);
      break;
    case MQTT_PROP_TYPE_STRING_PAIR:
      mosquitto_property_add_string_pair(list, id, json_string_value(json_array_get(value, 0)),
                                         json_string_value(json_array_get(value, 1)));
  }
}

static mosquitto_property* given(json_t* fields) {
  mosquitto_property* list = NULL;
  const char* name;
  json_t *value, *each;
  size_t i;
  json_object_foreach(json_object_get(fields, "properties"), name, value) {
    if (!json_is_array(value)) add(&list, name, value);
    json_array_foreach(value, i, each) add(&list, name, each);
  }
  return list;
}

// The value of the first property of the list.
static json_t* value_of(const mosquitto_property* list, int id, int type) {
  uint8_t byte = 0;
  uint16_t size = 0;
  uint32_t number = 0;
  char *name = NULL, *value = NULL;
  void* data = NULL;
  switch (type) {
    case MQTT_PROP_TYPE_BYTE:
      mosquitto_property_read_byte(list, id, &byte, false);
      number = byte;
      break;
    case MQTT_PROP_TYPE_INT16:
      mosquitto_property_read_int16(list, id, &size, false);
      number = size;
      break;
    case MQTT_PROP_TYPE_INT32:
      mosquitto_property_read_int32(list, id, &number, false);
      break;
    case MQTT_PROP_TYPE_VARINT:
      mosquitto_property_read_varint(list, id, &number, false);
      break;
    case MQTT_PROP_TYPE_BINARY:
      mosquitto_property_read_binary(list, id, &data, &size, false);
      return hexed(data, size);
    case MQTT_PROP_TYPE_STRING:
      mosquitto_property_read_string(list, id, &value, false);
      return shown(value, strlen(value));
    case MQTT_PROP_TYPE_STRING_PAIR:
      mosquitto_property_read_string_pair(list, id, &name, &value, false);
      return json_pack("[o, o]", shown(name, strlen(name)), shown(value, strlen(value)));
  }
  return json_integer(number);
}

// The properties of an event, or NULL if there are none.
static json_t* seen(const char* ev, const mosquitto_property* list) {
  json_t* all = NULL;
  for (; list; list = mosquitto_property_next(list)) {
    int id, type, known = mosquitto_property_identifier(list);
    const char* own = mosquitto_property_identifier_to_string(known);
    if (!own) continue;
    mosquitto_string_to_property_info(own, &id, &type);
    const char* name = renamed(own, '-', '_');
    if (!shows(ev, name)) continue;
    if (!all) all = json_object();
    json_t *value = value_of(list, id, type), *many = json_object_get(all, name);
    if (id != MQTT_PROP_USER_PROPERTY && id != MQTT_PROP_SUBSCRIPTION_IDENTIFIER) {
      json_object_set_new(all, name, value);
      continue;
    }
    if (!many) json_object_set_new(all, name, many = json_array());
    json_array_append_new(many, value);
  }
  return all;
}
