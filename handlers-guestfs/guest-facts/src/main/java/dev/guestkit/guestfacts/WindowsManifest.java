package dev.guestkit.guestfacts;

import java.util.List;

/** The places of a Windows guest, in the system drive. */
final class WindowsManifest {
    static final List<String> TEXT = List.of("Windows/System32/drivers/etc/hosts", "boot.ini");

    static final List<String> DATABASES = List.of(
            "Windows/System32/config/SOFTWARE",
            "Windows/System32/config/SYSTEM",
            "Windows/System32/config/SAM",
            "Boot/BCD",
            "EFI/Microsoft/Boot/BCD");

    static final List<String> NAMES = List.of(
            "Windows/System32/ntoskrnl.exe",
            "Windows/System32/drivers/*.sys",
            "hiberfil.sys",
            "pagefile.sys",
            "Users/*");

    private WindowsManifest() {}
}
