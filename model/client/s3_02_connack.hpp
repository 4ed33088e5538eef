// CONNACK as its receiver sees it: section 3.2 of both Standards.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model {

/// A CONNACK on the Client's connection, the first or not.
void on_connack(ClientTurn& turn, const Connack& connack);

}  // namespace mqttspec::model
