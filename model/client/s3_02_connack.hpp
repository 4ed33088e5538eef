// CONNACK as its receiver sees it: section 3.2 of both Standards.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model::client {

/// A CONNACK on the Client's connection, the first or not.
void on_connack(Turn& turn, const Connack& connack);

}  // namespace mqttspec::model::client
