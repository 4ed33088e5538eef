// Enhanced authentication and re-authentication: section 4.12 of 5.0.
//
// The one Authentication Method that this broker can know shows the exchange of the Standard and
// proves nothing about anybody. A profile gives it its name, `mqttspec-echo` in the named profiles:
// the Server answers the CONNECT with an AUTH whose Authentication Data is a challenge, a text that
// it never used before, and the Client sends the same bytes back. An accepting CONNACK has the
// Authentication Data "welcome". Authentication Data in the CONNECT is permitted and ignored.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// A CONNECT with the Authentication Method that the broker knows: sends the challenge.
void begin_authentication(Turn& turn, Connection& connection, std::string_view method);

/// A packet between CONNECT and CONNACK on a connection that authenticates.
void authenticate(Turn& turn, Connection& connection, const Packet& packet);

/// An AUTH on a connection that authenticated before.
void re_authenticate(Turn& turn, Connection& connection, const Auth& auth);

}  // namespace mqttspec::model::broker
