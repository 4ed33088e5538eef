// Certificates that tests make for themselves. For tests only.
#pragma once

#include <memory>
#include <string>

namespace mqttspec::conformance::wire::testing {

/// Files of an authority, and of what it vouches for: a Server named "localhost" and 127.0.0.1, and
/// a Client. They go when it goes.
class Certificates {
 public:
  Certificates();
  ~Certificates();
  Certificates(const Certificates&) = delete;
  Certificates& operator=(const Certificates&) = delete;

  std::string ca() const { return folder_ + "/ca.pem"; }
  std::string server() const { return folder_ + "/server.pem"; }
  std::string server_key() const { return folder_ + "/server.key"; }
  std::string client() const { return folder_ + "/client.pem"; }
  std::string client_key() const { return folder_ + "/client.key"; }

 private:
  std::string folder_;
};

}  // namespace mqttspec::conformance::wire::testing
