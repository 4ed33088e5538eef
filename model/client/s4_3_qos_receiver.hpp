// PUBLISH as its receiver sees it, and the receiver's side of the delivery protocols: sections 3.3
// and 4.3 of both Standards.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model {

template <class Storage>
void on_publish(ClientTurn<Storage>& turn, const Publish& publish);
template <class Storage>
void on_pubrel(ClientTurn<Storage>& turn, const Pubrel& pubrel);

}  // namespace mqttspec::model
