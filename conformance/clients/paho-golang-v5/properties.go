package main

import (
	"reflect"

	. "linejson"

	"github.com/eclipse/paho.golang/paho"
)

// The names that the library has for properties.
var ownNames = map[string]string{
	"session_expiry_interval":            "SessionExpiryInterval",
	"receive_maximum":                    "ReceiveMaximum",
	"maximum_packet_size":                "MaximumPacketSize",
	"topic_alias_maximum":                "TopicAliasMaximum",
	"request_response_information":       "RequestResponseInfo",
	"request_problem_information":        "RequestProblemInfo",
	"user_property":                      "User",
	"authentication_method":              "AuthMethod",
	"authentication_data":                "AuthData",
	"will_delay_interval":                "WillDelayInterval",
	"payload_format_indicator":           "PayloadFormat",
	"message_expiry_interval":            "MessageExpiry",
	"content_type":                       "ContentType",
	"response_topic":                     "ResponseTopic",
	"correlation_data":                   "CorrelationData",
	"subscription_identifier":            "SubscriptionIdentifier",
	"topic_alias":                        "TopicAlias",
	"reason_string":                      "ReasonString",
	"maximum_qos":                        "MaximumQoS",
	"assigned_client_identifier":         "AssignedClientID",
	"server_keep_alive":                  "ServerKeepAlive",
	"response_information":               "ResponseInfo",
	"server_reference":                   "ServerReference",
	"retain_available":                   "RetainAvailable",
	"wildcard_subscription_available":    "WildcardSubAvailable",
	"subscription_identifiers_available": "SubIDAvailable",
	"shared_subscription_available":      "SharedSubAvailable",
}

// given sets the properties of a command in a struct of the library.
func given(f Fields, own any) error {
	properties, _ := f["properties"].(Fields)
	for name, value := range properties {
		field := reflect.ValueOf(own).Elem().FieldByName(ownNames[name])
		if field.Kind() == reflect.Pointer {
			if list, ok := value.([]any); ok {
				if len(list) != 1 {
					return Unsupported("properties." + name)
				}
				value = list[0]
			}
			field.Set(reflect.New(field.Type().Elem()))
			field.Elem().Set(reflect.ValueOf(value).Convert(field.Type().Elem()))
			continue
		}
		switch part := value.(type) {
		case string: // text or binary data
			if part == "" {
				return Unsupported("properties." + name)
			}
			field.Set(reflect.ValueOf(part).Convert(field.Type()))
		case float64: // a boolean, whose other value cannot be sent
			if (part == 1) != (name == "request_response_information") {
				return Unsupported("properties." + name)
			}
			field.SetBool(part == 1)
		case []any:
			var user paho.UserProperties
			for _, each := range part {
				user.Add(each.([]any)[0].(string), each.([]any)[1].(string))
			}
			field.Set(reflect.ValueOf(user))
		}
	}
	return nil
}

// seen are the properties of an event in a struct of the library, or nil.
func seen(ev string, own any) any {
	all := Fields{}
	if reflect.ValueOf(own).IsNil() {
		return nil
	}
	for _, name := range driver.Shows(ev) {
		field := reflect.ValueOf(own).Elem().FieldByName(ownNames[name])
		if !field.IsValid() || (field.IsZero() && field.Kind() != reflect.Bool) {
			continue
		}
		switch value := reflect.Indirect(field).Interface().(type) {
		case string:
			all[name] = Shown(value)
		case []byte:
			all[name] = Hexed(value)
		case bool: // true where nothing was sent
			if !value {
				all[name] = 0
			}
		case paho.UserProperties:
			var pairs [][]any
			for _, each := range value {
				pairs = append(pairs, []any{Shown(each.Key), Shown(each.Value)})
			}
			if pairs != nil {
				all[name] = pairs
			}
		case int:
			all[name] = []int{value}
		default:
			all[name] = value
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all
}
