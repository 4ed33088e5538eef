// See certificates.hpp.
#include "conformance/wire/testing/certificates.hpp"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace mqttspec::conformance::wire::testing {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

Key make_key() { return {EVP_EC_gen("P-256"), &EVP_PKEY_free}; }

void extend(X509* certificate, int what, const char* value) {
  auto* const extension = X509V3_EXT_conf_nid(nullptr, nullptr, what, value);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

// A certificate of `name` that is valid for a day. Without an issuer it vouches for itself.
Certificate make_certificate(const char* name, EVP_PKEY* key, X509* issuer, EVP_PKEY* issuer_key) {
  Certificate certificate(X509_new(), &X509_free);
  static long serial = 1;
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial++);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3'600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 86'400);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
  X509_set_issuer_name(certificate.get(),
                       X509_get_subject_name(issuer != nullptr ? issuer : certificate.get()));
  X509_set_pubkey(certificate.get(), key);
  if (issuer == nullptr)
    extend(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  else
    extend(certificate.get(), NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
  X509_sign(certificate.get(), issuer_key != nullptr ? issuer_key : key, EVP_sha256());
  return certificate;
}

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

File open(const std::string& path) { return {std::fopen(path.c_str(), "we"), &std::fclose}; }

}  // namespace

Certificates::Certificates() {
  auto pattern = (std::filesystem::temp_directory_path() / "mqttspec-XXXXXX").string();
  folder_ = ::mkdtemp(pattern.data());
  const auto authority_key = make_key();
  const auto authority = make_certificate("authority", authority_key.get(), nullptr, nullptr);
  PEM_write_X509(open(ca()).get(), authority.get());
  for (const bool is_server : {true, false}) {
    const auto key = make_key();
    const auto certificate = make_certificate(is_server ? "server" : "client", key.get(),
                                              authority.get(), authority_key.get());
    PEM_write_X509(open(is_server ? server() : client()).get(), certificate.get());
    PEM_write_PrivateKey(open(is_server ? server_key() : client_key()).get(), key.get(), nullptr,
                         nullptr, 0, nullptr, nullptr);
  }
}

Certificates::~Certificates() { std::filesystem::remove_all(folder_); }

}  // namespace mqttspec::conformance::wire::testing
