// PUBLISH as its receiver sees it, and the receiver's side of the delivery protocols: sections 3.3
// and 4.3 of both Standards.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model::client {

void on_publish(Turn& turn, const Publish& publish);
void on_pubrel(Turn& turn, const Pubrel& pubrel);

}  // namespace mqttspec::model::client
