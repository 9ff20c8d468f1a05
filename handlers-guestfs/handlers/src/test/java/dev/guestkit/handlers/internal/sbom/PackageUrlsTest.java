package dev.guestkit.handlers.internal.sbom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotBlank;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageUrlsTest {
    /** The examples are those of the definitions of the types (package-url/purl-spec), where there is one. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "deb,dpkg,1.19.0.4,amd64,debian,12.5,pkg:deb/debian/dpkg@1.19.0.4?arch=amd64&distro=debian-12.5",
                "deb,attr,1:2.4.47-2+b1,amd64,debian,-,pkg:deb/debian/attr@1:2.4.47-2%2Bb1?arch=amd64&distro=debian",
                "deb,libstdc++6,12.2.0~rc1-14,amd64,ubuntu,22.04,pkg:deb/ubuntu/libstdc%2B%2B6@12.2.0~rc1-14?arch=amd64&distro=ubuntu-22.04",
                "apk,curl,7.83.0-r0,x86,alpine,3.15.4,pkg:apk/alpine/curl@7.83.0-r0?arch=x86&distro=alpine-3.15.4",
                "pacman,containers-common,1:0.47.4-4,x86_64,arch,-,pkg:alpm/arch/containers-common@1:0.47.4-4?arch=x86_64&distro=arch",
                "rpm,NetworkManager,1:1.40-1.fc37,x86_64,fedora,37,pkg:rpm/fedora/NetworkManager@1.40-1.fc37?arch=x86_64&distro=fedora-37&epoch=1",
                "rpm,curl,7.50.3-1.fc25,i386,fedora,25,pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386&distro=fedora-25",
                "rpm,gpg-pubkey,8483c65d-5ccc5b19,-,rhel,9.3,pkg:rpm/redhat/gpg-pubkey@8483c65d-5ccc5b19?distro=rhel-9.3",
                "rpm,zypper,1.14-1,x86_64,opensuse-leap,15.5,pkg:rpm/opensuse/zypper@1.14-1?arch=x86_64&distro=opensuse-leap-15.5",
                "rpm,nameless,1-1,x86_64,-,-,pkg:rpm/nameless@1-1?arch=x86_64",
                "windows,Microsoft Edge,120.0.2210.91,x86,-,-,pkg:generic/Microsoft%20Edge@120.0.2210.91?arch=x86",
                "ebuild,app-shells/bash,5.1_p16-r2,-,gentoo,2.14,pkg:ebuild/app-shells/bash@5.1_p16-r2",
                "pypi,Django_Allauth,12.23,-,-,-,pkg:pypi/django-allauth@12.23",
                "npm,@angular/animation,12.3.1,-,-,-,pkg:npm/%40angular/animation@12.3.1",
                "npm,foobar,12.3.1,-,-,-,pkg:npm/foobar@12.3.1",
                "maven,org.apache.xmlgraphics:batik-anim,1.9.1,-,-,-,pkg:maven/org.apache.xmlgraphics/batik-anim@1.9.1",
                "golang,google.golang.org/genproto,v0.1.0,-,-,-,pkg:golang/google.golang.org/genproto@v0.1.0",
                "flatpak,org.gnome.Maps,45.1,-,-,-,pkg:generic/flatpak/org.gnome.Maps@45.1",
                "snap,core22,20240111,-,-,-,pkg:generic/snap/core22@20240111"
            })
    void everyFormatHasItsPackageUrl(
            String format, String name, String full, String arch, String id, String version, String url)
            throws MalformedPackageURLException {
        ObjectNode pkg = JsonNodeFactory.instance
                .objectNode()
                .put("format", format)
                .put("name", name)
                .put("full_version", full);
        int colon = format.equals("rpm") ? full.indexOf(':') : -1;
        int dash = full.lastIndexOf('-');
        pkg.put("version", full.substring(colon + 1, dash < 0 ? full.length() : dash));
        if (colon > 0) {
            pkg.put("epoch", Integer.parseInt(full.substring(0, colon)));
        }
        if (dash > 0) {
            pkg.put("release", full.substring(dash + 1));
        }
        if (arch != null) {
            pkg.put("arch", arch);
        }
        ObjectNode os = JsonNodeFactory.instance.objectNode();
        if (id != null) {
            os.put("id", id);
        }
        if (version != null) {
            os.put("version", version);
        }

        assertThat(PackageUrls.of(pkg, Distribution.of(os))).hasToString(url);
        assertThat(new PackageURL(url).getType()).isNotBlank();
    }

    @Property(tries = 300)
    void whateverAPackageIsCalledAnotherReaderReadsItBack(
            @ForAll @CharRange(from = 1, to = 126) @NotBlank String given,
            @ForAll @CharRange(from = 1, to = 126) String version,
            @ForAll @CharRange(from = 1, to = 126) String arch)
            throws MalformedPackageURLException {
        String name = given.replace("/", "x");
        PackageURL read = new PackageURL(
                new PackageUrl("generic", List.of("a b"), name, version, Map.of("arch", arch)).toString());

        assertThat(read.getNamespace()).isEqualTo("a b");
        assertThat(read.getName()).isEqualTo(name);
        assertThat(read.getVersion() == null ? "" : read.getVersion()).isEqualTo(version);
        assertThat(read.getQualifiers() == null ? "" : read.getQualifiers().getOrDefault("arch", ""))
                .isEqualTo(arch);
    }

    @Property(tries = 300)
    void everyPackageUrlIsPlainAscii(@ForAll @NotBlank String name) {
        String url = new PackageUrl("generic", List.of(), name, "", Map.of()).toString();
        assertThat(url).matches("[!-~]+");
        assertThat(URLDecoder.decode(url.substring("pkg:generic/".length()), UTF_8))
                .isEqualTo(new String(name.getBytes(UTF_8), UTF_8));
    }
}
