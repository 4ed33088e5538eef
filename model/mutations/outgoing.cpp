// See outgoing.hpp.
#include "model/mutations/outgoing.hpp"

#include <algorithm>

namespace mqttspec::model::mutations {

const Connection* Outgoing::connection(const Pending& pending) const {
  const auto place = std::ranges::find(after_.connections, pending.connection, &Connection::id);
  if (place != after_.connections.end()) return &*place;
  return before_ && before_->id == pending.connection ? &*before_ : nullptr;
}

}  // namespace mqttspec::model::mutations
