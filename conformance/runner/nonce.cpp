// See nonce.hpp.
#include "conformance/runner/nonce.hpp"

#include <string_view>

namespace mqttspec::conformance::runner {

namespace {

char digit_behind(char digit, std::size_t n) {
  constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuvwxyz";
  return digits[(digits.find(digit) + n) % digits.size()];
}

}  // namespace

std::string varied(std::string nonce, std::size_t n) {
  nonce.back() = digit_behind(nonce.back(), n);
  return nonce;
}

std::string apart(const std::string& nonce) {
  std::string other(nonce.rbegin(), nonce.rend());
  if (other.front() == nonce.front()) other.front() = digit_behind(other.front(), 1);
  return other;
}

}  // namespace mqttspec::conformance::runner
