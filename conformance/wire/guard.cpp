// Waiting in slices, and time that leaps once there is nothing to wait for.
#include "conformance/wire/guard.hpp"

#include <algorithm>
#include <stdexcept>

namespace mqttspec::conformance::wire {
namespace {

constexpr Time slice = 100;  // milliseconds until a request to stop is noticed
constexpr unsigned most_waits_after_end = 100'000;

}  // namespace

GuardedNetwork::GuardedNetwork(Network& inner, bool virtual_time, std::stop_token stop, Time limit)
    : PassingNetwork(inner),
      virtual_time_(virtual_time),
      stop_(std::move(stop)),
      limit_(inner.now() + limit) {}

bool GuardedNetwork::ended() {
  if (end_ == End::none && stop_.stop_requested()) end_ = End::stopped;
  if (end_ == End::none && inner().now() >= limit_) end_ = End::limit;
  return end_ != End::none;
}

std::expected<ConnectionId, std::string> GuardedNetwork::connect_to(std::size_t node,
                                                                    Version version) {
  if (ended()) return std::unexpected("the run is over");
  auto connection = inner().connect_to(node, version);
  if (!connection) connect_failure_ = connection.error();
  return connection;
}

std::vector<NetworkEvent> GuardedNetwork::wait(Time deadline) {
  while (!ended()) {
    const auto until = virtual_time_ ? deadline : std::min(deadline, inner().now() + slice);
    auto events = inner().wait(std::min(until, limit_));
    if (!events.empty() || inner().now() >= deadline) return events;
  }
  if (++waits_after_end_ > most_waits_after_end)
    throw std::runtime_error("the case does not come to an end");
  leapt_to_ = std::max(leapt_to_, deadline);
  return {};
}

Time GuardedNetwork::now() const { return std::max(inner().now(), leapt_to_); }

}  // namespace mqttspec::conformance::wire
