// ^C as a request to stop, so that what was found so far is still reported.
#pragma once

#include <stop_token>
#include <thread>

#include "conformance/wire/socket.hpp"

namespace mqttspec::conformance::commands {

/// While it lives, the first SIGINT or SIGTERM becomes a request to stop and the second one ends
/// the program at once, with exit code 130. To be made before any other thread, and only once at a
/// time.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  std::stop_token token() const { return source_.get_token(); }

 private:
  void listen();

  std::stop_source source_;
  wire::Socket signals_;  // a signalfd
  wire::Socket over_;     // an eventfd: this object goes
  std::jthread listener_;
};

}  // namespace mqttspec::conformance::commands
