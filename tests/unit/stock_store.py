"""A store as the stock daemon writes it, by hand, with one of everything."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from qubesmanager.backend.app import App, create_store
from qubesmanager.backend.storage import durable

ADMIN = """\
    <domain id="domain-0" class="AdminVM">
      <properties>
        <property name="label">black</property>
        <property name="keyboard_layout">de+nodeadkeys+</property>
      </properties>
      <features>
        <feature name="service.clocksync"></feature>
        <feature name="config.default.qubes-update-check">1</feature>
      </features>
      <tags/>
    </domain>
"""

TEMPLATE = """\
    <domain id="domain-1" class="TemplateVM">
      <properties>
        <property name="label">label-1</property>
        <property name="memory">600</property>
        <property name="name">debian-12</property>
        <property name="qid">1</property>
        <property name="uuid">a56d7618-6248-4f1b-bb5b-f86478d15e7d</property>
        <property name="netvm"></property>
      </properties>
      <features>
        <feature name="qrexec">1</feature>
        <feature name="os">Linux</feature>
      </features>
      <tags>
        <tag name="created-by-dom0"/>
      </tags>
      <volume-config>
        <volume name="root" pool="varlibqubes" vid="vm-templates/debian-12/root" \
revisions_to_keep="1" rw="True" save_on_stop="True" snap_on_start="False" size="12582912"/>
        <volume name="private" pool="varlibqubes" vid="vm-templates/debian-12/private" \
revisions_to_keep="1" rw="True" save_on_stop="True" snap_on_start="False" size="8388608"/>
        <volume name="volatile" pool="varlibqubes" vid="vm-templates/debian-12/volatile" \
revisions_to_keep="0" rw="True" save_on_stop="False" snap_on_start="False" size="12582912"/>
        <volume name="kernel" pool="linux-kernel" vid="None" revisions_to_keep="0" rw="False" \
save_on_stop="False" snap_on_start="False"/>
      </volume-config>
    </domain>
"""

NET = """\
    <domain id="domain-2" class="AppVM">
      <properties>
        <property name="label">red</property>
        <property name="name">sys-net</property>
        <property name="provides_network">True</property>
        <property name="qid">2</property>
        <property name="uuid">f02a3c30-65e3-4708-bfbc-709bd5e5e34d</property>
        <property name="virt_mode">hvm</property>
        <property name="netvm"></property>
        <property name="template">debian-12</property>
      </properties>
      <features>
        <feature name="servicevm">1</feature>
        <feature name="ipv6">1</feature>
      </features>
      <tags/>
      <devices class="pci">
        <device backend-domain="dom0" id="00_19.0" mode="required" identity="*">
          <option name="permissive">True</option>
        </device>
      </devices>
    </domain>
"""

WORK = """\
    <domain id="domain-3" class="AppVM">
      <properties>
        <property name="backup_timestamp">1700000000</property>
        <property name="colour_of_the_frame">mauve &amp; &lt;teal&gt;</property>
        <property name="default_user">user</property>
        <property name="label">deep-sky.2</property>
        <property name="mac">00:16:3e:5e:6c:11</property>
        <property name="name">work</property>
        <property name="qid">3</property>
        <property name="template_for_dispvms">True</property>
        <property name="uuid">82fcc3cc-ab74-4216-8dba-954deefee014</property>
        <property name="template">debian-12</property>
      </properties>
      <features>
        <feature name="menu-items">a.desktop b.desktop</feature>
        <feature name="internal"></feature>
      </features>
      <tags>
        <tag name="audiovm-dom0"/>
        <tag name="important"/>
      </tags>
      <devices class="block">
        <device backend-domain="sys-usb" id="sda" mode="ask-to-attach" identity="b080650">
          <option name="read-only">True</option>
          <option name="frontend-dev">xvdi</option>
        </device>
      </devices>
      <volume-config>
        <volume name="root" pool="varlibqubes" vid="appvms/work/root" revisions_to_keep="0" \
rw="True" save_on_stop="False" snap_on_start="True" size="12582912" \
source="vm-templates/debian-12/root"/>
        <volume name="extra1" pool="varlibqubes" vid="appvms/work/extra1" revisions_to_keep="1" \
rw="True" save_on_stop="True" snap_on_start="False" size="4194304" internal="True"/>
      </volume-config>
      <timers when="boot"><timer name="nightly">02:00</timer></timers>
    </domain>
"""

STANDALONE = """\
    <domain id="domain-4" class="StandaloneVM">
      <properties>
        <property name="kernel"></property>
        <property name="label">green</property>
        <property name="name">win</property>
        <property name="qid">4</property>
        <property name="uuid">de7a60e1-a6c2-4f9d-a38f-45e616b34bd0</property>
        <property name="virt_mode">hvm</property>
        <property name="netvm">sys-net</property>
      </properties>
      <features/>
      <tags/>
      <volume-config>
        <volume name="root" pool="lvm" vid="qubes_dom0/vm-win-root" revisions_to_keep="2" \
rw="True" save_on_stop="True" snap_on_start="False" size="12582912"/>
      </volume-config>
    </domain>
"""

DISPOSABLE = """\
    <domain id="domain-5" class="DispVM">
      <properties>
        <property name="auto_cleanup">True</property>
        <property name="dispid">3603</property>
        <property name="label">red</property>
        <property name="name">disp3603</property>
        <property name="qid">5</property>
        <property name="uuid">fbdd7add-f195-4e4d-bb98-42b56d3e6ec0</property>
        <property name="template">work</property>
      </properties>
      <features/>
      <tags/>
    </domain>
"""

USB = """\
    <domain id="domain-300" class="AppVM">
      <properties>
        <property name="label" ref="label-8"/>
        <property name="name">sys-usb</property>
        <property name="qid">300</property>
        <property name="uuid">594ac374-0a5e-4e26-a97f-b2d28ef3d1ee</property>
        <property name="template">debian-12</property>
      </properties>
    </domain>
"""

REMOTE = """\
    <domain id="domain-7" class="RemoteVM">
      <properties>
        <property name="label">gray</property>
        <property name="name">far-away</property>
        <property name="qid">7</property>
        <property name="relayvm">sys-net</property>
        <property name="remote_name">near</property>
        <property name="transport_rpc">qubes.Relay+ssh</property>
        <property name="uuid">11111111-2222-4333-8444-555555555555</property>
      </properties>
      <features/>
      <tags/>
    </domain>
"""

DOMAINS = (ADMIN, TEMPLATE, NET, WORK, STANDALONE, DISPOSABLE, USB, REMOTE)
PROPERTIES = """\
    <property name="check_updates_vm">False</property>
    <property name="default_kernel">None</property>
    <property name="default_netvm">sys-net</property>
    <property name="default_pool_kernel">linux-kernel</property>
    <property name="default_template">debian-12</property>
    <property name="stats_interval">5</property>
    <property name="favourite_animal">otter</property>
"""


def stock_xml(home: Path, domains: tuple[str, ...] = DOMAINS, properties: str = PROPERTIES) -> str:
    """A whole store whose directories are in ``home``."""
    return f"""\
<?xml version='1.0' encoding='utf-8'?>
<qubes version="3.0">
  <!-- a comment is not a part of the store -->
  <labels>
    <label id="label-1" color="0xcc0000">red</label>
    <label id="label-4" color="0x73d216">green</label>
    <label id="label-5" color="0x555555">gray</label>
    <label id="label-8" color="0x000000">black</label>
    <label id="label-12" color="0x00bfff">deep-sky.2</label>
  </labels>
  <pools>
    <pool name="varlibqubes" dir_path="{home}" driver="file-reflink" revisions_to_keep="1"/>
    <pool name="linux-kernel" dir_path="{home}/vm-kernels" driver="linux-kernel"/>
    <pool name="lvm" driver="lvm_of_another_release" volume_group="qubes_dom0" thin_pool="vm-pool"/>
  </pools>
  <properties>
{properties}  </properties>
  <domains>
{"".join(domains)}  </domains>
  <weather><today sky="clear"/></weather>
</qubes>
"""


def write_stock_store(home: Path, text: str | None = None) -> Path:
    """The file's path."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / "qubes.xml"
    path.write_text(stock_xml(home) if text is None else text)
    return path


async def fresh_app(home: Path) -> App:
    """A new store with a template ``tpl`` that is the default one."""
    await create_store(home, "file-reflink", setup_check=False)
    app = await App.load(home)
    await app.add_qube("TemplateVM", "tpl", "black")
    await app.properties.set("default_template", "tpl")
    return app


def fail_to_write(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """From now on the disk is full when a file of that name is to be replaced."""

    def fail(moment: str, call: str, path: Path) -> None:
        if moment == "before" and call == "fsync" and path.name.startswith(f"{name}~"):
            raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(durable, "on_step", fail)
