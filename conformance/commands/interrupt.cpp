// The signals are blocked everywhere and read from a descriptor by one thread.
#include "conformance/commands/interrupt.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

namespace mqttspec::conformance::commands {

using namespace wire;

namespace {

constexpr int ended_at_once = 130;

sigset_t stop_signals() {
  sigset_t set;
  ::sigemptyset(&set);
  ::sigaddset(&set, SIGINT);
  ::sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

Interrupt::Interrupt() : over_(::eventfd(0, EFD_CLOEXEC)) {
  const auto set = stop_signals();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  signals_ = Socket(::signalfd(-1, &set, SFD_CLOEXEC));
  listener_ = std::jthread([this] { listen(); });
}

Interrupt::~Interrupt() {
  (void)::eventfd_write(over_.descriptor(), 1);
  listener_.join();
  const auto set = stop_signals();
  ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

void Interrupt::listen() {
  for (;;) {
    pollfd polled[] = {{signals_.descriptor(), POLLIN, 0}, {over_.descriptor(), POLLIN, 0}};
    if (::poll(polled, 2, -1) < 0) continue;
    if (polled[1].revents != 0) return;
    signalfd_siginfo signal{};
    if (::read(signals_.descriptor(), &signal, sizeof signal) != sizeof signal) continue;
    if (source_.stop_requested()) ::_exit(ended_at_once);
    source_.request_stop();
  }
}

}  // namespace mqttspec::conformance::commands
