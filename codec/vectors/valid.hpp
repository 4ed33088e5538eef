// The tables of valid packets, one function for what is made alike. Each adds what its sender may
// send in its version, which can be nothing.
#pragma once

#include "codec/vectors/valid_sink.hpp"

namespace mqttspec::vectors {

void add_connect(ValidSink& sink);         // section 3.1
void add_connack(ValidSink& sink);         // 3.2
void add_publish(ValidSink& sink);         // 3.3
void add_publish_acks(ValidSink& sink);    // 3.4 to 3.7
void add_subscribe(ValidSink& sink);       // 3.8
void add_unsubscribe(ValidSink& sink);     // 3.10
void add_subscribe_acks(ValidSink& sink);  // 3.9 and 3.11
void add_pings(ValidSink& sink);           // 3.12 and 3.13
void add_disconnect(ValidSink& sink);      // 3.14
void add_auth(ValidSink& sink);            // 3.15

}  // namespace mqttspec::vectors
