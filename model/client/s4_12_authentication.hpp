// Enhanced authentication as a Client sees it: section 4.12 of 5.0. Whatever its name, a method is
// taken for one in which the Client sends back what the Server sent, which is what the model's
// broker offers as mqttspec-echo.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model::client {

/// The application wants to authenticate anew.
void ask_re_authenticate(Turn& turn);

/// An AUTH from the Server, before CONNACK or after.
void on_auth(Turn& turn, const Auth& auth);

}  // namespace mqttspec::model::client
