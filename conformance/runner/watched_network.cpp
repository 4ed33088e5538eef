// See watched_network.hpp.
#include "conformance/runner/watched_network.hpp"

#include <algorithm>

namespace mqttspec::conformance::runner {

using namespace wire;

namespace {

// Milliseconds of silence from which on a case idles: many times what an answer takes, so that a
// target with much to do does not get more of it.
constexpr Time moment = 500;

class Idling {
 public:
  explicit Idling(const Watch& watch) : watch_(watch) {
    if (watch_.idles) watch_.idles(true);
  }
  ~Idling() {
    if (watch_.idles) watch_.idles(false);
  }
  Idling(const Idling&) = delete;
  Idling& operator=(const Idling&) = delete;

 private:
  const Watch& watch_;
};

}  // namespace

std::vector<NetworkEvent> WatchedNetwork::wait(Time deadline) {
  auto events = inner().wait(std::min(deadline, inner().now() + moment));
  if (!events.empty() || inner().now() >= deadline) return events;
  const Idling idling(watch_);
  return inner().wait(deadline);
}

}  // namespace mqttspec::conformance::runner
