// DISCONNECT from both ends as a Client sees it: section 3.14 of both Standards.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model::client {

/// The application wants to disconnect.
void ask_disconnect(Turn& turn, const Disconnect& disconnect);

/// The Server says that it closes (5.0).
void on_disconnect(Turn& turn, const Disconnect& disconnect);

}  // namespace mqttspec::model::client
