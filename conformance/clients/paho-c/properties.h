// Properties of the paho C client as JSON and back. Its names are those of the Standard in
// capitals.
#pragma once

#include <MQTTAsync.h>
#include <ctype.h>

#include "../help/line_json.h"

static const char* name_of(int id) {
  static __thread char name[64];
  const char* own = MQTTPropertyName(id);
  if (!own) return "";
  if (id == MQTTPROPERTY_CODE_ASSIGNED_CLIENT_IDENTIFER) return "assigned_client_identifier";
  for (int i = 0; i <= (int)strlen(own); ++i) name[i] = (char)tolower(own[i]);
  return name;
}

static MQTTLenString len_string(json_t* value) {
  return (MQTTLenString){(int)json_string_length(value), (char*)json_string_value(value)};
}

static void add(MQTTProperties* list, const char* name, json_t* value) {
  MQTTProperty property = {.identifier = 1};
  while (property.identifier < 43 && strcmp(name_of(property.identifier), name))
    ++property.identifier;
  switch (MQTTProperty_getType(property.identifier)) {
    case MQTTPROPERTY_TYPE_BYTE:
      property.value.byte = (unsigned char)json_integer_value(value);
      break;
    case MQTTPROPERTY_TYPE_TWO_BYTE_INTEGER:
      property.value.integer2 = (unsigned short)json_integer_value(value);
      break;
    case MQTTPROPERTY_TYPE_FOUR_BYTE_INTEGER:
    case MQTTPROPERTY_TYPE_VARIABLE_BYTE_INTEGER:
      property.value.integer4 = (unsigned)json_integer_value(value);
      break;
    case MQTTPROPERTY_TYPE_UTF_8_STRING_PAIR:
      property.value.data = len_string(json_array_get(value, 0));
      property.value.value = len_string(json_array_get(value, 1));
      break;
    default:
      property.value.data = len_string(value);
  }
  MQTTProperties_add(list, &property);
}

static MQTTProperties given(json_t* fields) {
  MQTTProperties list = MQTTProperties_initializer;
  const char* name;
  json_t *value, *each;
  size_t i;
  json_object_foreach(json_object_get(fields, "properties"), name, value) {
    if (!json_is_array(value)) add(&list, name, value);
    json_array_foreach(value, i, each) add(&list, name, each);
  }
  return list;
}

static json_t* value_of(const MQTTProperty* property) {
  const MQTTLenString *data = &property->value.data, *more = &property->value.value;
  switch (MQTTProperty_getType(property->identifier)) {
    case MQTTPROPERTY_TYPE_BYTE:
      return json_integer(property->value.byte);
    case MQTTPROPERTY_TYPE_TWO_BYTE_INTEGER:
      return json_integer(property->value.integer2);
    case MQTTPROPERTY_TYPE_FOUR_BYTE_INTEGER:
    case MQTTPROPERTY_TYPE_VARIABLE_BYTE_INTEGER:
      return json_integer(property->value.integer4);
    case MQTTPROPERTY_TYPE_BINARY_DATA:
      return hexed(data->data, (size_t)data->len);
    case MQTTPROPERTY_TYPE_UTF_8_STRING_PAIR:
      return json_pack("[o, o]", shown(data->data, (size_t)data->len),
                       shown(more->data, (size_t)more->len));
    default:
      return shown(data->data, (size_t)data->len);
  }
}

// The properties of an event, or NULL if there are none.
static json_t* seen(const char* ev, const MQTTProperties* list) {
  json_t* all = NULL;
  for (int i = 0; list && i < list->count; ++i) {
    const MQTTProperty* property = &list->array[i];
    const char* name = name_of(property->identifier);
    if (!shows(ev, name)) continue;
    if (!all) all = json_object();
    bool is_many = property->identifier == MQTTPROPERTY_CODE_USER_PROPERTY ||
                   (property->identifier == MQTTPROPERTY_CODE_SUBSCRIPTION_IDENTIFIER);
    if (!is_many) {
      json_object_set_new(all, name, value_of(property));
      continue;
    }
    json_t* many = json_object_get(all, name);
    if (!many) json_object_set_new(all, name, many = json_array());
    json_array_append_new(many, value_of(property));
  }
  return all;
}
