<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Machine-made by a language model, not yet read by a native speaker; corrections are welcome. -->
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>Version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>the qubesd of this system</source>
        <translation>本系统的 qubesd</translation>
    </message>
    <message>
        <source>Store: {store}</source>
        <translation>仓库：{store}</translation>
    </message>
    <message>
        <source>About Qube Manager</source>
        <translation>关于 Qube Manager</translation>
    </message>
    <message>
        <source>Qube Manager</source>
        <translation>Qube Manager</translation>
    </message>
    <message>
        <source>See, run, back up and restore qubes.</source>
        <translation>查看、运行、备份和恢复 qube。</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 2 or later.</source>
        <translation>自由软件，采用 GNU 通用公共许可证第 2 版或更新版本。</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>qubesd does not answer</source>
        <translation>qubesd 没有回应</translation>
    </message>
    <message>
        <source>A backup or restore is running; see below</source>
        <translation>正在备份或恢复，见下方</translation>
    </message>
    <message>
        <source>There are no qubes</source>
        <translation>没有 qube</translation>
    </message>
    <message>
        <source>Make a new qube</source>
        <translation>新建一个 qube</translation>
    </message>
    <message>
        <source>Defaults of all qubes</source>
        <translation>所有 qube 的默认值</translation>
    </message>
    <message>
        <source>Move qubes from one template to another</source>
        <translation>把 qube 从一个模板换到另一个</translation>
    </message>
    <message>
        <source>Where the volumes are, and how full</source>
        <translation>卷在哪里，有多满</translation>
    </message>
    <message>
        <source>Bring qubes back from a backup archive</source>
        <translation>从备份归档恢复 qube</translation>
    </message>
    <message>
        <source>Read a backup to its end; nothing is written</source>
        <translation>读完整个备份；不写入任何内容</translation>
    </message>
    <message>
        <source>Save qubes to an encrypted archive</source>
        <translation>把 qube 备份到加密归档</translation>
    </message>
    <message>
        <source>Select one qube</source>
        <translation>请选择一个 qube</translation>
    </message>
    <message>
        <source>Select several qubes</source>
        <translation>请选择多个 qube</translation>
    </message>
    <message>
        <source>Select the qubes to remove</source>
        <translation>请选择要移除的 qube</translation>
    </message>
    <message>
        <source>Settings of the selected qube</source>
        <translation>所选 qube 的设置</translation>
    </message>
    <message>
        <source>One change of all selected qubes, shown before it is made</source>
        <translation>一次更改所有所选 qube，执行前先显示</translation>
    </message>
    <message>
        <source>Go back to an earlier state; size of its volumes</source>
        <translation>回到早先状态；卷的大小</translation>
    </message>
    <message>
        <source>Make a second qube like it</source>
        <translation>创建一个同样的 qube</translation>
    </message>
    <message>
        <source>Give it another name</source>
        <translation>改用别的名称</translation>
    </message>
    <message>
        <source>Remove the selected qubes</source>
        <translation>移除所选 qube</translation>
    </message>
    <message>
        <source>Start the selected qubes</source>
        <translation>启动所选 qube</translation>
    </message>
    <message>
        <source>Ask the selected qubes to shut down</source>
        <translation>请所选 qube 关机</translation>
    </message>
    <message>
        <source>Shut them down and start them again</source>
        <translation>关机后重新启动</translation>
    </message>
    <message>
        <source>Stop their processors; their memory stays</source>
        <translation>停止其处理器；内存保留</translation>
    </message>
    <message>
        <source>Let paused qubes go on</source>
        <translation>让暂停的 qube 继续运行</translation>
    </message>
    <message>
        <source>End them at once; what they have not saved is lost</source>
        <translation>立即结束；未保存的内容会丢失</translation>
    </message>
    <message>
        <source>Open its text console in a terminal</source>
        <translation>在终端中打开其文本控制台</translation>
    </message>
    <message>
        <source>No terminal program was found. In one, type: {command}</source>
        <translation>没有找到终端程序。请在终端中输入：{command}</translation>
    </message>
    <message>
        <source>Select the qubes first</source>
        <translation>请先选择 qube</translation>
    </message>
    <message>
        <source>Its restore did not finish; it cannot be started</source>
        <translation>其恢复没有完成，不能启动</translation>
    </message>
    <message>
        <source>None of the selected qubes is in a state for it</source>
        <translation>所选 qube 的状态都不适合</translation>
    </message>
    <message>
        <source>It is the system itself</source>
        <translation>它就是系统本身</translation>
    </message>
    <message>
        <source>It is in the state: {state}</source>
        <translation>当前状态：{state}</translation>
    </message>
    <message>
        <source>Several are selected; for them there is: {action} ({key})</source>
        <translation>已选多个；可对它们使用：{action} ({key})</translation>
    </message>
    <message>
        <source>It is for one qube, and several are selected</source>
        <translation>只能用于一个 qube，而已选多个</translation>
    </message>
</context>
<context>
    <name>AddPoolDialog</name>
    <message>
        <source>Add a pool</source>
        <translation>添加存储池</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Driver</source>
        <translation>驱动(&amp;D)</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>Canc&amp;el</source>
        <translation>取消(&amp;E)</translation>
    </message>
    <message>
        <source>Type a name.</source>
        <translation>请输入名称。</translation>
    </message>
    <message>
        <source>There is a pool of that name.</source>
        <translation>已有同名存储池。</translation>
    </message>
    <message>
        <source>Files in a folder; copies share their blocks (btrfs, XFS).</source>
        <translation>文件夹中的文件；副本共享数据块（btrfs、XFS）。</translation>
    </message>
    <message>
        <source>Thin volumes of LVM, in a thin pool that is there already.</source>
        <translation>LVM 精简卷，位于已有的精简池中。</translation>
    </message>
    <message>
        <source>Plain files in a folder, for file systems that share no blocks.</source>
        <translation>文件夹中的普通文件，用于不共享数据块的文件系统。</translation>
    </message>
    <message>
        <source>A folder of kernels, one in a folder each.</source>
        <translation>存放内核的文件夹，每个内核一个子文件夹。</translation>
    </message>
    <message>
        <source>Use it even where &amp;copies take their full space</source>
        <translation>即使副本占用全部空间也使用(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>Volume &amp;group</source>
        <translation>卷组(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Thin pool</source>
        <translation>精简池(&amp;T)</translation>
    </message>
    <message>
        <source>Look for a folder</source>
        <translation>查找文件夹</translation>
    </message>
    <message>
        <source>Folder of the pool</source>
        <translation>存储池的文件夹</translation>
    </message>
    <message>
        <source>A name has letters from A to Z, digits, “-”, “_” and “.”, 63 at most.</source>
        <translation>名称只能包含字母 A 到 Z、数字、“-”、“_”和“.”，最多 63 个。</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>请选择文件夹。</translation>
    </message>
    <message>
        <source>The folder is told by its whole path, from the first “/” on.</source>
        <translation>请给出文件夹的完整路径，从第一个“/”开始。</translation>
    </message>
    <message>
        <source>Copies cannot share their space in that folder. Tick the box to use it anyway.</source>
        <translation>该文件夹中的副本无法共享空间。若仍要使用，请勾选该选项。</translation>
    </message>
</context>
<context>
    <name>BackupRun</name>
    <message>
        <source>The archive is {path}</source>
        <translation>归档位于 {path}</translation>
    </message>
    <message>
        <source>verifying</source>
        <translation>正在校验</translation>
    </message>
    <message>
        <source>verifying {qube}</source>
        <translation>正在校验 {qube}</translation>
    </message>
    <message>
        <source>{result} But the archive could not be verified.</source>
        <translation>{result} 但归档无法校验。</translation>
    </message>
    <message>
        <source>{result} The archive was read back and is whole.</source>
        <translation>{result} 归档已读回，完整无缺。</translation>
    </message>
    <message>
        <source>It could not be read back: {reason}</source>
        <translation>无法回读：{reason}</translation>
    </message>
    <message>
        <source>writing: {left}</source>
        <translation>写入：{left}</translation>
    </message>
    <message>
        <source>All of the archive went to the command {command}</source>
        <translation>整个归档已交给命令 {command}</translation>
    </message>
</context>
<context>
    <name>BackupWizard</name>
    <message>
        <source>Back up qubes</source>
        <translation>备份 qube</translation>
    </message>
    <message numerus="yes">
        <source>Backing up %n qube(s)</source>
        <translation>
            <numerusform>正在备份 %n 个 qube</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BackupsModel</name>
    <message>
        <source>Made</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Qubes</source>
        <translation>Qubes</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>verification failed</source>
        <translation>校验失败</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>已校验</translation>
    </message>
    <message>
        <source>not verified yet</source>
        <translation>尚未校验</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>BatchDialog</name>
    <message numerus="yes">
        <source>%n change(s) made, none failed.</source>
        <translation>
            <numerusform>已完成 %n 项更改，无失败。</numerusform>
        </translation>
    </message>
    <message>
        <source>changed, but not started again: qubesd went away</source>
        <translation>已更改，但未重新启动：qubesd 已消失</translation>
    </message>
    <message>
        <source>not changed: qubesd went away</source>
        <translation>未更改：qubesd 已消失</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n answered…</source>
        <translation>
            <numerusform>已回应 {done}/%n…</numerusform>
        </translation>
    </message>
    <message>
        <source>qubesd went away before it answered all. What was changed is read when it is back…</source>
        <translation>qubesd 在全部应答之前离开了。等它回来后会读取已更改的内容……</translation>
    </message>
    <message numerus="yes">
        <source>{failed} of %n change(s) failed; the list says why.</source>
        <translation>
            <numerusform>%n 项更改中有 {failed} 项失败；原因见列表。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchEditDialog</name>
    <message numerus="yes">
        <source>Change %n qube(s) at once</source>
        <translation>
            <numerusform>一次更改 %n 个 qube</numerusform>
        </translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>different values</source>
        <translation>值不同</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>What came of it:</source>
        <translation>结果：</translation>
    </message>
    <message>
        <source>Add tag</source>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>Remove tag</source>
        <translation>移除标签</translation>
    </message>
    <message>
        <source>none of them has it</source>
        <translation>都没有此项</translation>
    </message>
    <message>
        <source>unchanged ({value})</source>
        <translation>不变 ({value})</translation>
    </message>
    <message>
        <source>different</source>
        <translation>不同</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Change %n qube(s)</source>
        <translation>
            <numerusform>更改 %n 个 qube(&amp;C)</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>更改(&amp;C)</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>尚未更改。</translation>
    </message>
    <message>
        <source>Change several qubes</source>
        <translation>更改多个 qube</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>颜色标签(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>模板(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Net qube</source>
        <translation>网络 qube(&amp;N)</translation>
    </message>
    <message>
        <source>In &amp;backups by default</source>
        <translation>默认包含在备份中(&amp;B)</translation>
    </message>
    <message>
        <source>Start with the com&amp;puter</source>
        <translation>随电脑启动(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Disposable template</source>
        <translation>一次性模板(&amp;D)</translation>
    </message>
    <message>
        <source>M&amp;ode</source>
        <translation>模式(&amp;O)</translation>
    </message>
    <message>
        <source>Memory at start (&amp;MiB)</source>
        <translation>启动内存 (MiB)(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Add the tag</source>
        <translation>添加标签(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Remove the tag</source>
        <translation>移除标签(&amp;R)</translation>
    </message>
    <message>
        <source>This will change:</source>
        <translation>将更改：</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Clo&amp;se</source>
        <translation>关闭(&amp;S)</translation>
    </message>
    <message>
        <source>Only those; what was changed stays as it is</source>
        <translation>只重试这些；已更改的保持不变</translation>
    </message>
    <message>
        <source>&amp;Try the failed ones again</source>
        <translation>重试失败的(&amp;T)</translation>
    </message>
</context>
<context>
    <name>BatchModel</name>
    <message>
        <source>Qube</source>
        <translation>Qube</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置项</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>{value}, at the next start</source>
        <translation>{value}，下次启动时</translation>
    </message>
    <message>
        <source>changes at the next start</source>
        <translation>下次启动时更改</translation>
    </message>
    <message>
        <source>trying again…</source>
        <translation>正在重试…</translation>
    </message>
</context>
<context>
    <name>ChoiceModel</name>
    <message>
        <source>Qube</source>
        <translation>Qube</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>To save</source>
        <translation>要备份</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>上次备份</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Left over from an unfinished restore; not saved</source>
        <translation>未完成的恢复所留下；不备份</translation>
    </message>
    <message>
        <source>Saved as it is now, as after a power cut</source>
        <translation>按现在的状态备份，如同突然断电</translation>
    </message>
    <message>
        <source>Shut down, saved, started again</source>
        <translation>关机、备份、再启动</translation>
    </message>
    <message>
        <source>Saved as before its start</source>
        <translation>按启动前的状态备份</translation>
    </message>
    <message>
        <source>Saved as before its start, {when}</source>
        <translation>按启动前的状态备份（{when}）</translation>
    </message>
    <message>
        <source>Its data is missing ({volumes}); not saved</source>
        <translation>其数据缺失（{volumes}）；不会保存</translation>
    </message>
</context>
<context>
    <name>CloneDialog</name>
    <message>
        <source>Clone {name}</source>
        <translation>克隆 {name}</translation>
    </message>
    <message>
        <source>C&amp;lone</source>
        <translation>克隆(&amp;L)</translation>
    </message>
    <message>
        <source>A second qube with the same settings and data ({size}).</source>
        <translation>设置和数据 ({size}) 都相同的第二个 qube。</translation>
    </message>
    <message>
        <source>It takes next to no space: the pool shares blocks ({pools}).</source>
        <translation>几乎不占空间：存储池共享数据块 ({pools})。</translation>
    </message>
    <message>
        <source>It takes as much again: the pool does not share blocks ({pools}).</source>
        <translation>需要同样多的空间：存储池不共享数据块 ({pools})。</translation>
    </message>
    <message>
        <source>Cancelled; what was made of it is being removed.</source>
        <translation>已取消；正在移除已创建的部分。</translation>
    </message>
</context>
<context>
    <name>CloneStateDialog</name>
    <message>
        <source>Clone {name} as it was</source>
        <translation>按当时的状态克隆 {name}</translation>
    </message>
    <message>
        <source>A second qube with the same settings. Its volume {volume} is as it was until {time}.</source>
        <translation>设置相同的第二个 qube。其卷 {volume} 与 {time} 之前的状态相同。</translation>
    </message>
    <message>
        <source>As they are now: {volumes}.</source>
        <translation>保持现在的状态：{volumes}。</translation>
    </message>
</context>
<context>
    <name>Copied</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>O&amp;verview</source>
        <translation>概览(&amp;V)</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>颜色标签</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Net qube</source>
        <translation>网络 qube</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Disk used / size</source>
        <translation>已用 / 磁盘大小</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>上次备份</translation>
    </message>
    <message>
        <source>V&amp;olumes</source>
        <translation>卷(&amp;O)</translation>
    </message>
    <message>
        <source>Volumes of the qube</source>
        <translation>qube 的卷</translation>
    </message>
    <message>
        <source>Earlier states, &amp;size, pool…</source>
        <translation>早先状态、大小、存储池(&amp;S)…</translation>
    </message>
    <message>
        <source>Net&amp;work</source>
        <translation>网络(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Devices</source>
        <translation>设备(&amp;D)</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>F&amp;eatures</source>
        <translation>特性(&amp;E)</translation>
    </message>
    <message>
        <source>Features and tags of the qube</source>
        <translation>qube 的特性和标签</translation>
    </message>
    <message>
        <source>No&amp;tes</source>
        <translation>说明(&amp;T)</translation>
    </message>
    <message>
        <source>This qube has no notes.</source>
        <translation>此 qube 没有说明。</translation>
    </message>
    <message>
        <source>Notes of the qube</source>
        <translation>qube 的说明</translation>
    </message>
    <message>
        <source>Ti&amp;meline</source>
        <translation>时间线(&amp;M)</translation>
    </message>
    <message>
        <source>What happened to this qube</source>
        <translation>此 qube 的经历</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) selected</source>
        <translation>
            <numerusform>已选 %n 个 qube</numerusform>
        </translation>
    </message>
    <message>
        <source>They use {size}</source>
        <translation>共占用 {size}</translation>
    </message>
    <message>
        <source>Select a qube to see its details</source>
        <translation>选择一个 qube 查看详情</translation>
    </message>
    <message>
        <source>A restore of this qube did not finish. Remove it and restore it again.</source>
        <translation>此 qube 的恢复没有完成。请移除后重新恢复。</translation>
    </message>
    <message>
        <source>It gives network to: {names}</source>
        <translation>它向以下 qube 提供网络：{names}</translation>
    </message>
    <message>
        <source>No device is assigned to it.</source>
        <translation>没有分配设备。</translation>
    </message>
    <message>
        <source>No earlier state is kept, and no backup known here has it.</source>
        <translation>没有保留早先状态，已知的备份也不含它。</translation>
    </message>
    <message numerus="yes">
        <source>template of %n qube(s)</source>
        <translation>
            <numerusform>%n 个 qube 的模板</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>gives network to %n qube(s)</source>
        <translation>
            <numerusform>向 %n 个 qube 提供网络</numerusform>
        </translation>
    </message>
    <message>
        <source>can give network</source>
        <translation>可提供网络</translation>
    </message>
    <message>
        <source>template for disposables</source>
        <translation>一次性模板</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>From the next start on: {template}</source>
        <translation>从下次启动起：{template}</translation>
    </message>
    <message>
        <source>Keep the present template at the next start, too</source>
        <translation>下次启动时也保留现在的模板</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>撤回(&amp;W)</translation>
    </message>
    <message>
        <source>Its volume {volume} cannot be used: {reason}</source>
        <translation>其卷 {volume} 无法使用：{reason}</translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message>
        <source>PCI</source>
        <translation>PCI</translation>
    </message>
    <message>
        <source>USB</source>
        <translation>USB</translation>
    </message>
    <message>
        <source>disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>at start, required</source>
        <translation>启动时，必需</translation>
    </message>
    <message>
        <source>at start</source>
        <translation>启动时</translation>
    </message>
    <message>
        <source>after asking</source>
        <translation>询问后</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手动</translation>
    </message>
</context>
<context>
    <name>DevicesModel</name>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Attached</source>
        <translation>连接方式</translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Devices of other qubes that this one may use.</source>
        <translation>此 qube 可使用的其他 qube 的设备。</translation>
    </message>
    <message>
        <source>Assigned devices</source>
        <translation>已分配的设备</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Attach</source>
        <translation>连接(&amp;A)</translation>
    </message>
    <message>
        <source>Another device</source>
        <translation>其他设备</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>种类(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>设备(&amp;D)</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>&amp;Devices</source>
        <translation>设备(&amp;D)</translation>
    </message>
    <message>
        <source>Device {name}: no longer assigned</source>
        <translation>设备 {name}：不再分配</translation>
    </message>
    <message>
        <source>Device {name}: assigned</source>
        <translation>设备 {name}：已分配</translation>
    </message>
    <message>
        <source>Device {name}: {mode}</source>
        <translation>设备 {name}：{mode}</translation>
    </message>
    <message>
        <source>A device is the qube that has it, a colon and its port: sys-usb:1-2</source>
        <translation>设备写作：拥有它的 qube、冒号和端口，例如 sys-usb:1-2</translation>
    </message>
    <message>
        <source>It is assigned already.</source>
        <translation>已经分配。</translation>
    </message>
    <message>
        <source>Assi&amp;gn</source>
        <translation>分配(&amp;G)</translation>
    </message>
    <message>
        <source>No device of another qube is assigned.</source>
        <translation>没有分配其他 qube 的设备。</translation>
    </message>
    <message>
        <source>No running qube offers one of that kind.</source>
        <translation>没有运行中的 qube 提供此类设备。</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>qubesd and this program did not understand each other.</source>
        <translation>qubesd 与本程序无法互相理解。</translation>
    </message>
    <message>
        <source>qubesd refused this; nothing was changed.</source>
        <translation>qubesd 拒绝了此操作；没有更改。</translation>
    </message>
    <message>
        <source>Something went wrong inside Qube Manager. The log has the details.</source>
        <translation>Qube Manager 内部出错。日志中有详情。</translation>
    </message>
    <message>
        <source>qubesd does not answer. Try again when it is back.</source>
        <translation>qubesd 没有响应。请在它恢复后重试。</translation>
    </message>
    <message>
        <source>qubesd went away before it answered: what it was asked for may have been done, or not. Look again when it is back.</source>
        <translation>qubesd 在回答之前离开了：所要求的事可能已完成，也可能没有。请在它恢复后再查看。</translation>
    </message>
    <message>
        <source>Your qubes cannot be kept in {folder}</source>
        <translation>您的 qube 无法保存在 {folder}</translation>
    </message>
    <message>
        <source>Put that right, or start the program with another folder: --home FOLDER</source>
        <translation>请解决这个问题，或用另一个文件夹启动程序：--home 文件夹</translation>
    </message>
</context>
<context>
    <name>Extras</name>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>特性</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>ExtrasModel</name>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
</context>
<context>
    <name>FacetBar</name>
    <message>
        <source>Kind:</source>
        <translation>种类：</translation>
    </message>
    <message>
        <source>State:</source>
        <translation>状态：</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>清除(&amp;L)</translation>
    </message>
    <message>
        <source>Show all qubes again</source>
        <translation>重新显示所有 qube</translation>
    </message>
    <message>
        <source>They run on an older state of their template; restart them</source>
        <translation>它们运行在模板的旧状态上；请重新启动</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s)</source>
        <translation>
            <numerusform>%n 个 qube</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{shown} of %n qube(s)</source>
        <translation>
            <numerusform>%n 个 qube 中的 {shown} 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Their data is in no backup of the last 30 days, or a volume cannot be used</source>
        <translation>其数据不在最近 30 天的任何备份中，或某个卷无法使用</translation>
    </message>
</context>
<context>
    <name>FeaturesModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>tag</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>FillBar</name>
    <message>
        <source>size not known</source>
        <translation>大小未知</translation>
    </message>
    <message>
        <source>{percent} % full</source>
        <translation>已用 {percent} %</translation>
    </message>
    <message>
        <source>{figures}: nearly full</source>
        <translation>{figures}：快满了</translation>
    </message>
</context>
<context>
    <name>Firewall</name>
    <message>
        <source>That is no host, no address and no network.</source>
        <translation>这不是主机、地址或网络。</translation>
    </message>
    <message>
        <source>Ports are 443, or 8000-8080.</source>
        <translation>端口写作 443 或 8000-8080。</translation>
    </message>
    <message>
        <source>Ports need the protocol TCP or UDP.</source>
        <translation>端口需要 TCP 或 UDP 协议。</translation>
    </message>
    <message>
        <source>The type of ICMP is a number up to 255.</source>
        <translation>ICMP 类型是不超过 255 的数。</translation>
    </message>
    <message>
        <source>The comment has a character that cannot be kept.</source>
        <translation>备注中有无法保存的字符。</translation>
    </message>
    <message>
        <source>Its time is over.</source>
        <translation>已过期。</translation>
    </message>
</context>
<context>
    <name>FirewallPage</name>
    <message>
        <source>The first rule that fits a connection decides. What no rule fits is dropped.</source>
        <translation>由第一条匹配的规则决定。没有规则匹配的连接会被丢弃。</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>Add a rule after the selected one</source>
        <translation>在所选规则后添加规则</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Remove the selected rule</source>
        <translation>移除所选规则</translation>
    </message>
    <message>
        <source>Move it up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move the rule up</source>
        <translation>上移规则</translation>
    </message>
    <message>
        <source>Move it down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move the rule down</source>
        <translation>下移规则</translation>
    </message>
    <message>
        <source>The selected rule</source>
        <translation>所选规则</translation>
    </message>
    <message>
        <source>A&amp;ction</source>
        <translation>动作(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>到(&amp;T)</translation>
    </message>
    <message>
        <source>everywhere; or example.com, 192.0.2.0/24, 2001:db8::1</source>
        <translation>任何地方；或 example.com、192.0.2.0/24、2001:db8::1</translation>
    </message>
    <message>
        <source>&amp;Protocol</source>
        <translation>协议(&amp;P)</translation>
    </message>
    <message>
        <source>P&amp;orts</source>
        <translation>端口(&amp;O)</translation>
    </message>
    <message>
        <source>all; or 443, 8000-8080</source>
        <translation>全部；或 443、8000-8080</translation>
    </message>
    <message>
        <source>U&amp;ntil</source>
        <translation>直到(&amp;N)</translation>
    </message>
    <message>
        <source>Co&amp;mment</source>
        <translation>备注(&amp;M)</translation>
    </message>
    <message>
        <source>Allow &amp;everything</source>
        <translation>全部允许(&amp;E)</translation>
    </message>
    <message>
        <source>Drop e&amp;verything</source>
        <translation>全部丢弃(&amp;V)</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>&amp;Firewall</source>
        <translation>防火墙(&amp;F)</translation>
    </message>
    <message>
        <source>Rule {number}: {flaw}</source>
        <translation>规则 {number}：{flaw}</translation>
    </message>
    <message>
        <source>Firewall</source>
        <translation>防火墙</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>永久</translation>
    </message>
    <message>
        <source>{duration} from now</source>
        <translation>从现在起 {duration}</translation>
    </message>
    <message>
        <source>The firewall rules were changed elsewhere as well. Which ones shall it be?</source>
        <translation>防火墙规则在别处也被更改。采用哪一份？</translation>
    </message>
    <message>
        <source>Those from elsewhere:</source>
        <translation>别处的：</translation>
    </message>
    <message>
        <source>&amp;Mine</source>
        <translation>我的(&amp;M)</translation>
    </message>
    <message>
        <source>Those from &amp;elsewhere</source>
        <translation>别处的(&amp;E)</translation>
    </message>
    <message>
        <source>Firewall, no longer: {rule}</source>
        <translation>防火墙，去掉：{rule}</translation>
    </message>
    <message>
        <source>Firewall, new: {rule}</source>
        <translation>防火墙，新增：{rule}</translation>
    </message>
    <message>
        <source>Firewall: the rules in another order</source>
        <translation>防火墙：规则顺序改变</translation>
    </message>
    <message>
        <source>Firewall: the rules were changed elsewhere meanwhile</source>
        <translation>防火墙：规则其间在别处被更改</translation>
    </message>
</context>
<context>
    <name>FirstRunDialog</name>
    <message>
        <source>There are no qubes yet. A store for them will be made in
{home}
It belongs to you alone, needs no administrator, and nothing outside it changes.</source>
        <translation>还没有 qube。将在此处为它们建立仓库：
{home}
它只属于您，不需要管理员，也不改动别处。</translation>
    </message>
    <message>
        <source>Copies are made at once and take no space on this file system.</source>
        <translation>在此文件系统上复制即刻完成，不占空间。</translation>
    </message>
    <message>
        <source>Works on every file system; on this one a copy takes time and space.</source>
        <translation>适用于任何文件系统；在此文件系统上复制需要时间和空间。</translation>
    </message>
    <message>
        <source>{choice} – recommended here</source>
        <translation>{choice} – 此处推荐</translation>
    </message>
    <message>
        <source>Qube Manager</source>
        <translation>Qube Manager</translation>
    </message>
    <message>
        <source>Welcome to Qube Manager</source>
        <translation>欢迎使用 Qube Manager</translation>
    </message>
    <message>
        <source>How shall the disks of qubes be kept?</source>
        <translation>怎样保存 qube 的磁盘？</translation>
    </message>
    <message>
        <source>&amp;Shared files (file-reflink)</source>
        <translation>共享文件 (file-reflink)(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Layered files (file)</source>
        <translation>分层文件 (file)(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Create</source>
        <translation>创建(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>The older layout: what a qube changes is laid over its template while it runs (device-mapper).</source>
        <translation>旧式布局：qube 运行时的更改叠放在其模板之上 (device-mapper)。</translation>
    </message>
    <message>
        <source>The older layout. Here it can keep qubes, but not run those that share a template: that takes the administrator and disks in layers (root, device-mapper).</source>
        <translation>旧式布局。在此可以保存 qube，但不能运行共享模板的 qube：那需要管理员权限和分层磁盘 (root, device-mapper)。</translation>
    </message>
    <message>
        <source>Files here can share what they have in common (reflinks), so that copies and earlier states cost next to nothing.</source>
        <translation>这里的文件可以共享相同部分 (reflink)，因此副本和早先状态几乎不占空间。</translation>
    </message>
    <message>
        <source>Files here cannot share what they have in common (no reflinks). Layered files need no copies, but keep only one earlier state; shared files would be copied whole at every start and backup.</source>
        <translation>这里的文件不能共享相同部分（无 reflink）。分层文件无需复制，但只保留一个早先状态；共享文件在每次启动和备份时都会整份复制。</translation>
    </message>
    <message>
        <source>Files here cannot share what they have in common (no reflinks), so whole disks are copied at every start. A folder on btrfs, or on XFS with reflinks, would spare that.</source>
        <translation>这里的文件不能共享相同部分（无 reflink），因此每次启动都会复制整个磁盘。放在 btrfs 或支持 reflink 的 XFS 上的文件夹可避免这一点。</translation>
    </message>
    <message>
        <source>Making the store: its folders, its pools, and an empty list of qubes…</source>
        <translation>正在建立仓库：文件夹、存储池和空的 qube 列表…</translation>
    </message>
    <message>
        <source>Stopping, and removing what is half made…</source>
        <translation>正在停止并清除未完成的部分…</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>No store was made. {reason}
Put that right and press Create again, or quit and choose a folder: --home FOLDER</source>
        <translation>没有建立仓库。{reason}
请解决此问题后再按“创建”，或退出并另选文件夹：--home 文件夹</translation>
    </message>
</context>
<context>
    <name>GlobalSettingsDialog</name>
    <message>
        <source>Global settings</source>
        <translation>全局设置</translation>
    </message>
    <message>
        <source>Settings of all qubes</source>
        <translation>所有 qube 的设置</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>New qubes, and qubes that follow the default</source>
        <translation>新 qube 以及沿用默认值的 qube</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>模板(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Net qube</source>
        <translation>网络 qube(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Disposables from</source>
        <translation>一次性 qube 来自(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Kernel</source>
        <translation>内核(&amp;K)</translation>
    </message>
    <message>
        <source>The system itself</source>
        <translation>系统本身</translation>
    </message>
    <message>
        <source>&amp;Updates come through</source>
        <translation>更新经由(&amp;U)</translation>
    </message>
    <message>
        <source>The ti&amp;me comes from</source>
        <translation>时间来自(&amp;M)</translation>
    </message>
    <message>
        <source>Qubes are m&amp;anaged by disposables from</source>
        <translation>管理 qube 的一次性 qube 来自(&amp;A)</translation>
    </message>
    <message>
        <source>Where new volumes go</source>
        <translation>新卷的位置</translation>
    </message>
    <message>
        <source>Po&amp;ol</source>
        <translation>存储池(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Root volumes</source>
        <translation>根卷(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Private volumes</source>
        <translation>私有卷(&amp;P)</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>等待时间</translation>
    </message>
    <message>
        <source>Seconds to wait for a &amp;start</source>
        <translation>等待启动的秒数(&amp;S)</translation>
    </message>
    <message>
        <source>Seconds to wait for a s&amp;hutdown</source>
        <translation>等待关机的秒数(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Applied.</source>
        <translation>已应用。</translation>
    </message>
    <message>
        <source>T&amp;emporary volumes</source>
        <translation>临时卷(&amp;E)</translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>应用(&amp;Y)</translation>
    </message>
    <message>
        <source>It was changed elsewhere just now. Look at the changes, then apply them.</source>
        <translation>刚刚在别处被更改。请查看更改后再应用。</translation>
    </message>
</context>
<context>
    <name>Headline</name>
    <message>
        <source>Cancelled: {result}</source>
        <translation>已取消：{result}</translation>
    </message>
    <message>
        <source>Nothing was done</source>
        <translation>什么也没做</translation>
    </message>
    <message>
        <source>it was not reached</source>
        <translation>没有处理到</translation>
    </message>
    <message>
        <source>{result}; {qube} was not, because: {reason}.</source>
        <translation>{result}；{qube} 未完成，因为：{reason}。</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} 以及另外 {count} 个</translation>
    </message>
    <message>
        <source>{result}; not: {names}. The reasons are beside them.</source>
        <translation>{result}；未完成：{names}。原因见旁边。</translation>
    </message>
    <message>
        <source>{result}; not with all that they had: {names}. The rest is beside them.</source>
        <translation>{result}；未带全部内容：{names}。其余列在旁边。</translation>
    </message>
    <message>
        <source>{result}, and the files of dom0&apos;s user</source>
        <translation>{result}，以及 dom0 用户的文件</translation>
    </message>
    <message>
        <source>The files of dom0&apos;s user: {result}</source>
        <translation>dom0 用户的文件：{result}</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) saved</source>
        <translation>
            <numerusform>已备份 {done}/%n 个 qube</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) restored</source>
        <translation>
            <numerusform>已恢复 {done}/%n 个 qube</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) verified</source>
        <translation>
            <numerusform>已校验 {done}/%n 个 qube</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>Progress of the job</source>
        <translation>任务进度</translation>
    </message>
    <message>
        <source>Sho&amp;w</source>
        <translation>显示(&amp;W)</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>取消(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>收起(&amp;D)</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>cancelling…</source>
        <translation>正在取消…</translation>
    </message>
</context>
<context>
    <name>JobWizard</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>{job} goes on; the line at the bottom shows it.</source>
        <translation>{job} 将继续；底部的状态栏会显示进度。</translation>
    </message>
</context>
<context>
    <name>LeaveQuestion</name>
    <message>
        <source>{job} is not finished.</source>
        <translation>{job}尚未完成。</translation>
    </message>
    <message>
        <source>&amp;Cancel it and close</source>
        <translation>取消任务并关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Keep the window open</source>
        <translation>保持窗口打开(&amp;K)</translation>
    </message>
    <message>
        <source>Close and &amp;let it run</source>
        <translation>关闭并让其继续(&amp;L)</translation>
    </message>
    <message>
        <source>It can go on without a window; you are told when it has ended. If it is cancelled, what is half made is removed, and what is complete stays.</source>
        <translation>它可以在没有窗口的情况下继续；结束时会通知您。如果取消，未完成的部分会被清除，已完成的会保留。</translation>
    </message>
</context>
<context>
    <name>LogWindow</name>
    <message>
        <source>It is in the journal: journalctl -u qubesd</source>
        <translation>在系统日志中：journalctl -u qubesd</translation>
    </message>
    <message>
        <source>qubesd has written nothing yet.</source>
        <translation>qubesd 还没有写过日志。</translation>
    </message>
    <message>
        <source>Show lines with…</source>
        <translation>显示含有此内容的行…</translation>
    </message>
    <message>
        <source>Show lines with</source>
        <translation>显示含有此内容的行</translation>
    </message>
    <message>
        <source>&amp;Reload</source>
        <translation>重新载入(&amp;R)</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>复制(&amp;O)</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Errors inside Qube Manager</source>
        <translation>Qube Manager 内部错误</translation>
    </message>
    <message>
        <source>There has been none.</source>
        <translation>尚无任何错误。</translation>
    </message>
</context>
<context>
    <name>ManagerWindow</name>
    <message>
        <source>Qube Manager</source>
        <translation>Qube Manager</translation>
    </message>
    <message>
        <source>Asking qubesd for its qubes…</source>
        <translation>正在向 qubesd 查询 qube…</translation>
    </message>
    <message>
        <source>&amp;Reconnect</source>
        <translation>重新连接(&amp;R)</translation>
    </message>
    <message>
        <source>No qubes yet</source>
        <translation>还没有 qube</translation>
    </message>
    <message>
        <source>Make the first one, or bring qubes back from a Qubes backup.</source>
        <translation>请新建第一个，或从 Qubes 备份恢复。</translation>
    </message>
    <message>
        <source>&amp;New qube…</source>
        <translation>新建 qube(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Restore a backup…</source>
        <translation>恢复备份(&amp;R)…</translation>
    </message>
    <message>
        <source>Qubes</source>
        <translation>Qubes</translation>
    </message>
    <message>
        <source>Qubes as a tree</source>
        <translation>qube 树</translation>
    </message>
    <message>
        <source>No qube matches</source>
        <translation>没有匹配的 qube</translation>
    </message>
    <message>
        <source>Show &amp;all qubes</source>
        <translation>显示所有 qube(&amp;A)</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Make a new qube (Ctrl+N)</source>
        <translation>新建一个 qube (Ctrl+N)</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>Bring qubes back from a backup archive (Ctrl+R)</source>
        <translation>从备份归档恢复 qube (Ctrl+R)</translation>
    </message>
    <message>
        <source>&amp;Restore backup…</source>
        <translation>恢复备份(&amp;R)…</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Save qubes to an encrypted archive (Ctrl+B)</source>
        <translation>把 qube 备份到加密归档 (Ctrl+B)</translation>
    </message>
    <message>
        <source>&amp;Back up…</source>
        <translation>备份(&amp;B)…</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>设置(&amp;T)…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>C&amp;lone…</source>
        <translation>克隆(&amp;L)…</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>重命名(&amp;M)…</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>移除(&amp;G)…</translation>
    </message>
    <message>
        <source>Remove the selected qubes (Del)</source>
        <translation>移除所选 qube (Del)</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>St&amp;art</source>
        <translation>启动(&amp;A)</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message>
        <source>Shut &amp;down</source>
        <translation>关机(&amp;D)</translation>
    </message>
    <message>
        <source>Shut down</source>
        <translation>关机</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
    <message>
        <source>R&amp;estart</source>
        <translation>重新启动(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Unpause</source>
        <translation>继续运行(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Kill…</source>
        <translation>强制结束(&amp;K)…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+K</source>
        <translation>Ctrl+Shift+K</translation>
    </message>
    <message>
        <source>C&amp;onsole</source>
        <translation>控制台(&amp;O)</translation>
    </message>
    <message>
        <source>Change &amp;several…</source>
        <translation>更改多个(&amp;S)…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+E</source>
        <translation>Ctrl+Shift+E</translation>
    </message>
    <message>
        <source>Verif&amp;y a backup…</source>
        <translation>校验备份(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Pools and volumes…</source>
        <translation>存储池和卷(&amp;P)…</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>&amp;Global settings…</source>
        <translation>全局设置(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Switch templates…</source>
        <translation>切换模板(&amp;S)…</translation>
    </message>
    <message>
        <source>L&amp;og…</source>
        <translation>日志(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;About Qube Manager</source>
        <translation>关于 Qube Manager(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;List</source>
        <translation>列表(&amp;L)</translation>
    </message>
    <message>
        <source>Ctrl+1</source>
        <translation>Ctrl+1</translation>
    </message>
    <message>
        <source>Tree by &amp;net qube</source>
        <translation>按网络 qube 的树(&amp;N)</translation>
    </message>
    <message>
        <source>Ctrl+2</source>
        <translation>Ctrl+2</translation>
    </message>
    <message>
        <source>Tree by &amp;template</source>
        <translation>按模板的树(&amp;T)</translation>
    </message>
    <message>
        <source>Ctrl+3</source>
        <translation>Ctrl+3</translation>
    </message>
    <message>
        <source>Earl&amp;ier states…</source>
        <translation>早先状态(&amp;F)…</translation>
    </message>
    <message>
        <source>Ctrl+H</source>
        <translation>Ctrl+H</translation>
    </message>
    <message>
        <source>qubesd does not answer. The list shows what was known last; changes wait until it is back.</source>
        <translation>qubesd 没有回应。列表显示最后已知的内容；更改要等它恢复。</translation>
    </message>
    <message>
        <source>qubesd does not answer</source>
        <translation>qubesd 没有回应</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>More: views, pools, settings of all qubes (F10)</source>
        <translation>更多：视图、存储池、所有 qube 的设置 (F10)</translation>
    </message>
    <message>
        <source>{store} — Qube Manager</source>
        <translation>{store} — Qube Manager</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>&amp;What would free space?</source>
        <translation>怎样腾出空间？(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>重试(&amp;T)</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Views</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>列(&amp;C)</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>New &amp;name</source>
        <translation>新名称(&amp;N)</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>新名称</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
</context>
<context>
    <name>NameRule</name>
    <message>
        <source>Type a name for the qube.</source>
        <translation>请输入 qube 的名称。</translation>
    </message>
    <message>
        <source>A name begins with a letter from A to Z.</source>
        <translation>名称以 A 到 Z 的字母开头。</translation>
    </message>
    <message>
        <source>A name has at most 31 characters.</source>
        <translation>名称最多 31 个字符。</translation>
    </message>
    <message>
        <source>A name has letters, digits, “-”, “_” and “.” only; some are reserved.</source>
        <translation>名称只能有字母、数字、“-”、“_”和“.”；部分名称被保留。</translation>
    </message>
    <message>
        <source>There is a qube of that name already.</source>
        <translation>已有同名 qube。</translation>
    </message>
</context>
<context>
    <name>NetChain</name>
    <message>
        <source>network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>无网络</translation>
    </message>
</context>
<context>
    <name>NewQubeDialog</name>
    <message>
        <source>Keeps its own files; programs come from a template.</source>
        <translation>保留自己的文件；程序来自模板。</translation>
    </message>
    <message>
        <source>A whole system of its own, empty at first.</source>
        <translation>自成一体的完整系统，起初为空。</translation>
    </message>
    <message>
        <source>Programs for other qubes, empty at first.</source>
        <translation>供其他 qube 使用的程序，起初为空。</translation>
    </message>
    <message>
        <source>Forgets everything when it is shut down.</source>
        <translation>关机时忘记一切。</translation>
    </message>
    <message>
        <source>App qube (AppVM)</source>
        <translation>应用 qube (AppVM)</translation>
    </message>
    <message>
        <source>Standalone qube (StandaloneVM)</source>
        <translation>独立 qube (StandaloneVM)</translation>
    </message>
    <message>
        <source>Template (TemplateVM)</source>
        <translation>模板 (TemplateVM)</translation>
    </message>
    <message>
        <source>Named disposable (DispVM)</source>
        <translation>具名一次性 qube (DispVM)</translation>
    </message>
    <message>
        <source>No app qube here is a template for disposables.</source>
        <translation>这里没有可作一次性模板的应用 qube。</translation>
    </message>
    <message>
        <source>There is no template yet. Restore one, or make an empty one first.</source>
        <translation>还没有模板。请恢复一个，或先建一个空的。</translation>
    </message>
    <message>
        <source>Default pool</source>
        <translation>默认存储池</translation>
    </message>
    <message>
        <source>{pool} ({size} free)</source>
        <translation>{pool}（空闲 {size}）</translation>
    </message>
    <message>
        <source>New qube</source>
        <translation>新建 qube</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>种类(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>模板(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>颜色标签(&amp;L)</translation>
    </message>
    <message>
        <source>Storage &amp;pool</source>
        <translation>存储池(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Make qube</source>
        <translation>创建 qube(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Disk image</source>
        <translation>磁盘映像</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Disk &amp;image</source>
        <translation>磁盘映像(&amp;I)</translation>
    </message>
    <message>
        <source>none: an empty template; or a cloud image</source>
        <translation>无：空模板；或云镜像</translation>
    </message>
    <message>
        <source>Choose a disk image</source>
        <translation>选择磁盘映像</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>导入进度</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>已写入</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已备份</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>已校验</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已略过</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
</context>
<context>
    <name>PassphraseEdit</name>
    <message>
        <source>Show the passphrase</source>
        <translation>显示口令</translation>
    </message>
    <message>
        <source>Hide the passphrase</source>
        <translation>隐藏口令</translation>
    </message>
</context>
<context>
    <name>PassphrasePage</name>
    <message>
        <source>&amp;Passphrase</source>
        <translation>口令(&amp;P)</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>再输入一次(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Show what I type</source>
        <translation>显示输入内容(&amp;S)</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Strength of the passphrase</source>
        <translation>口令强度</translation>
    </message>
    <message>
        <source>Write it down and keep it apart from the backup. Without it nobody can open the archive: there is no second key and no way to reset it.</source>
        <translation>请写下来并与备份分开保存。没有它谁也打不开归档：没有第二把钥匙，也无法重置。</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>&amp;Compression</source>
        <translation>压缩(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Read the archive back afterwards and verify it</source>
        <translation>之后读回归档并校验(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Emergency sheet: how to get the data back without this program</source>
        <translation>应急说明：不用本程序取回数据的方法(&amp;E)</translation>
    </message>
    <message>
        <source>gzip: every system can restore it</source>
        <translation>gzip：任何系统都能恢复</translation>
    </message>
    <message>
        <source>zstd: faster and smaller; the other side needs it as well</source>
        <translation>zstd：更快更小；对方也需要有它</translation>
    </message>
    <message>
        <source>xz: smallest, slow</source>
        <translation>xz：最小，较慢</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Which passphrase shall protect it?</source>
        <translation>用什么口令保护？</translation>
    </message>
    <message>
        <source>Type a passphrase.</source>
        <translation>请输入口令。</translation>
    </message>
    <message>
        <source>It has a character that the restore could not be given.</source>
        <translation>其中有恢复时无法输入的字符。</translation>
    </message>
    <message>
        <source>It is too long: at most 1,500 bytes.</source>
        <translation>太长：最多 1,500 字节。</translation>
    </message>
    <message>
        <source>Type it once more.</source>
        <translation>请再输入一次。</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>两次输入不同。</translation>
    </message>
    <message>
        <source>Weak: a computer guesses it</source>
        <translation>弱：电脑能猜出</translation>
    </message>
    <message>
        <source>Fair: enough against the curious</source>
        <translation>一般：足以防范好奇者</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>好</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>强</translation>
    </message>
    <message>
        <source>Several words are best</source>
        <translation>最好用几个词</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>This machine has a disposable template of that name already.</source>
        <translation>本机已有同名的一次性模板。</translation>
    </message>
    <message>
        <source>A qube named {name} exists already; it is left out.</source>
        <translation>已有名为 {name} 的 qube；将略过。</translation>
    </message>
    <message>
        <source>A qube named {name} exists already; this one becomes {free}.</source>
        <translation>已有名为 {name} 的 qube；此 qube 改名为 {free}。</translation>
    </message>
    <message>
        <source>A qube named {name} exists already; a restore has left it incomplete.</source>
        <translation>已有名为 {name} 的 qube；某次恢复使它不完整。</translation>
    </message>
    <message>
        <source>A qube named {name} exists already.</source>
        <translation>已有名为 {name} 的 qube。</translation>
    </message>
    <message>
        <source>{name} cannot be the name of a qube.</source>
        <translation>{name} 不能作为 qube 的名称。</translation>
    </message>
    <message>
        <source>Two of the selected qubes would be named {name}.</source>
        <translation>所选 qube 中有两个会同名为 {name}。</translation>
    </message>
    <message>
        <source>Restore it under another name, or leave it out.</source>
        <translation>请换名恢复，或略过。</translation>
    </message>
    <message>
        <source>Go on with that restore. Restore it under another name, or leave it out.</source>
        <translation>请继续那次恢复，或换名恢复，或略过。</translation>
    </message>
    <message>
        <source>{name} is a {kind} here, which a {other} cannot replace.</source>
        <translation>{name} 在这里是 {kind}，不能由 {other} 替换。</translation>
    </message>
    <message>
        <source>{name} was left incomplete by a restore.</source>
        <translation>{name} 因某次恢复而不完整。</translation>
    </message>
    <message>
        <source>{name} is running; shut it down to have it replaced.</source>
        <translation>{name} 正在运行；要替换请先关机。</translation>
    </message>
    <message>
        <source>The pool {pool} keeps no earlier state of {name} when it is replaced.</source>
        <translation>替换时，存储池 {pool} 不保留 {name} 的早先状态。</translation>
    </message>
    <message>
        <source>It replaces the qube {name} that is here, with its settings.</source>
        <translation>它将替换这里的 qube {name} 及其设置。</translation>
    </message>
    <message>
        <source>Its label {label} does not exist here; it becomes {other}.</source>
        <translation>这里没有颜色标签 {label}；改为 {other}。</translation>
    </message>
    <message>
        <source>It has no label; it becomes {other}.</source>
        <translation>没有颜色标签；改为 {other}。</translation>
    </message>
    <message>
        <source>There is no pool named {pool}.</source>
        <translation>没有名为 {pool} 的存储池。</translation>
    </message>
    <message>
        <source>Choose one of the pools of this machine.</source>
        <translation>请选择本机的一个存储池。</translation>
    </message>
    <message>
        <source>Its template {name} is neither on this machine nor among the selected qubes.</source>
        <translation>其模板 {name} 既不在本机，也不在所选 qube 中。</translation>
    </message>
    <message>
        <source>Its disposable template is neither on this machine nor among the selected qubes.</source>
        <translation>其一次性模板既不在本机，也不在所选 qube 中。</translation>
    </message>
    <message>
        <source>Its template is neither on this machine nor among the selected qubes.</source>
        <translation>其模板既不在本机，也不在所选 qube 中。</translation>
    </message>
    <message>
        <source>Select that disposable template as well, or choose another one.</source>
        <translation>请同时选中该一次性模板，或选择别的。</translation>
    </message>
    <message>
        <source>Select that template as well, or choose another one.</source>
        <translation>请同时选中该模板，或选择别的。</translation>
    </message>
    <message>
        <source>Its template {name} is neither here nor selected; it uses {other} instead.</source>
        <translation>其模板 {name} 不在这里也未选中；改用 {other}。</translation>
    </message>
    <message>
        <source>{name} is no qube that provides network.</source>
        <translation>{name} 不是提供网络的 qube。</translation>
    </message>
    <message>
        <source>Choose another one, or none.</source>
        <translation>请选择别的，或不选。</translation>
    </message>
    <message>
        <source>There is no kernel {name}.</source>
        <translation>没有内核 {name}。</translation>
    </message>
    <message>
        <source>Its kernel {name} is not here; it uses the default of this machine ({other}).</source>
        <translation>这里没有其内核 {name}；改用本机默认值 ({other})。</translation>
    </message>
    <message>
        <source>Select fewer qubes, choose another pool, or make room.</source>
        <translation>请少选一些 qube、换存储池，或腾出空间。</translation>
    </message>
    <message>
        <source>{name} cannot be the name of a qube; this one becomes {free}.</source>
        <translation>{name} 不能作为 qube 的名称；此 qube 改名为 {free}。</translation>
    </message>
    <message>
        <source>There is no default pool.</source>
        <translation>没有默认存储池。</translation>
    </message>
    <message>
        <source>There is no label named {label}.</source>
        <translation>没有名为 {label} 的颜色标签。</translation>
    </message>
    <message>
        <source>Choose one of the labels of this machine.</source>
        <translation>请选择这台电脑上的颜色标签之一。</translation>
    </message>
    <message>
        <source>A {kind} has no template, so {name} cannot be its own.</source>
        <translation>{kind} 没有模板，因此 {name} 不能作为其模板。</translation>
    </message>
    <message>
        <source>Choose none.</source>
        <translation>请选择“无”。</translation>
    </message>
    <message>
        <source>The default pool {pool} is not there.</source>
        <translation>默认存储池 {pool} 不存在。</translation>
    </message>
    <message>
        <source>In format {version} each piece of an archive is protected only by itself: whether the pieces are in their order and all of this backup cannot be told for certain.</source>
        <translation>在格式 {version} 中，归档的每一块只单独受保护：无法确定各块的顺序是否正确、是否都属于此备份。</translation>
    </message>
    <message>
        <source>These are the files of the user &apos;{user}&apos;. They come into a new folder in your home directory; nothing there is changed.</source>
        <translation>这些是用户“{user}”的文件。它们会放入您主目录下的新文件夹；那里不作其他改动。</translation>
    </message>
    <message>
        <source>These are the files of a user whom the backup does not name. They come into a new folder in your home directory; nothing there is changed.</source>
        <translation>这些是某个用户的文件，备份中没有写明是谁。它们会放入您主目录下的新文件夹；那里不作其他改动。</translation>
    </message>
    <message>
        <source>These are the files of the user &apos;{user}&apos;, and you are &apos;{here}&apos; here: they are restored only when dom0 is selected.</source>
        <translation>这些是用户“{user}”的文件，而您在这里是“{here}”：只有选中 dom0 时才会恢复。</translation>
    </message>
    <message>
        <source>The backup does not say whose files these are: they are restored only when dom0 is selected.</source>
        <translation>备份没有说明这些文件属于谁：只有选中 dom0 时才会恢复。</translation>
    </message>
    <message>
        <source>It gets the {devices} as in the backup; look whether that is right for this machine before you start it.</source>
        <translation>它像备份中那样得到：{devices}。启动前请确认这在本机上是否合适。</translation>
    </message>
    <message>
        <source>It replaces the qube {name} that is here, with its settings. What its volumes hold now stays as a revision of each.</source>
        <translation>它将替换这里的 qube {name} 及其设置。其各卷当前的内容会作为修订保留。</translation>
    </message>
    <message>
        <source>The pool {pool} makes whole copies, so until the old one is replaced the new one is there twice.</source>
        <translation>存储池 {pool} 使用完整副本，因此在旧的被替换之前，新的会占用两份空间。</translation>
    </message>
    <message>
        <source>Its disposable template {name} is neither on this machine nor among the selected qubes.</source>
        <translation>其一次性模板 {name} 既不在本机，也不在所选 qube 中。</translation>
    </message>
    <message>
        <source>Its template {name} is nowhere to be had, and this machine has none: an empty template {other} is made in its place. Give the qube a real template before it is started.</source>
        <translation>到处都找不到其模板 {name}，本机也没有任何模板：将建立空模板 {other} 代替。启动该 qube 前请给它一个真正的模板。</translation>
    </message>
    <message>
        <source>Its disposable template {name} is neither here nor selected; it uses {other} instead.</source>
        <translation>其一次性模板 {name} 不在这里也未选中；改用 {other}。</translation>
    </message>
    <message>
        <source>Its network qube {name} is neither here nor selected; it uses the default of this machine ({other}).</source>
        <translation>其网络 qube {name} 不在这里也未选中；改用本机默认值 ({other})。</translation>
    </message>
    <message>
        <source>Its disposable template {name} for opening files is neither here nor selected; it uses the default of this machine.</source>
        <translation>其用于打开文件的一次性模板 {name} 不在这里也未选中；改用本机默认值。</translation>
    </message>
    <message>
        <source>Its {kind} {address} is that of the qube {name} as well, so it gets the default of this machine. If it needs one of its own, set that when it is restored.</source>
        <translation>其地址 {address}（{kind}）也属于 qube {name}，因此改用本机默认值。如需自己的地址，请在恢复后设置。</translation>
    </message>
    <message>
        <source>The selected qubes need {needed} in the pool {pool}, which has {free} free.</source>
        <translation>所选 qube 在存储池 {pool} 中需要 {needed}，而那里只剩 {free}。</translation>
    </message>
</context>
<context>
    <name>PlanModel</name>
    <message>
        <source>In the backup</source>
        <translation>备份中的名称</translation>
    </message>
    <message>
        <source>Restore as</source>
        <translation>恢复为</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>颜色标签</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Net qube</source>
        <translation>网络 qube</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>内核</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>存储池</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>{name}, label {label}</source>
        <translation>{name}，颜色标签 {label}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>default ({pool})</source>
        <translation>默认 ({pool})</translation>
    </message>
    <message>
        <source>default ({netvm})</source>
        <translation>默认 ({netvm})</translation>
    </message>
    <message>
        <source>default ({kernel})</source>
        <translation>默认 ({kernel})</translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>that of the qube ({pool})</source>
        <translation>与 qube 相同 ({pool})</translation>
    </message>
    <message>
        <source>by volume…</source>
        <translation>按卷选择…</translation>
    </message>
    <message>
        <source>{size} of data, as the backup&apos;s list says; what is written can be more</source>
        <translation>按备份清单有 {size} 数据；实际写入可能更多</translation>
    </message>
    <message>
        <source>a new folder</source>
        <translation>新文件夹</translation>
    </message>
</context>
<context>
    <name>PlanPage</name>
    <message>
        <source>Search qubes</source>
        <translation>搜索 qube</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>Tick all qubes that are shown</source>
        <translation>勾选所有显示的 qube</translation>
    </message>
    <message>
        <source>Select n&amp;one</source>
        <translation>全不选(&amp;O)</translation>
    </message>
    <message>
        <source>Untick all qubes that are shown</source>
        <translation>取消勾选所有显示的 qube</translation>
    </message>
    <message>
        <source>Only &amp;missing ones</source>
        <translation>仅缺少的(&amp;M)</translation>
    </message>
    <message>
        <source>Tick the qubes whose names do not exist on this machine</source>
        <translation>勾选本机没有的 qube</translation>
    </message>
    <message>
        <source>Qubes in the backup</source>
        <translation>备份中的 qube</translation>
    </message>
    <message>
        <source>What its volumes hold now stays as a revision of each.</source>
        <translation>其各卷现在的内容会作为早先状态保留。</translation>
    </message>
    <message>
        <source>Replace the &amp;one here</source>
        <translation>替换这里的(&amp;O)</translation>
    </message>
    <message>
        <source>Only &amp;verify, change nothing</source>
        <translation>仅校验，不更改(&amp;V)</translation>
    </message>
    <message>
        <source>Reads and checks every byte of the chosen qubes without restoring them</source>
        <translation>读取并检查所选 qube 的每个字节而不恢复</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>What shall be restored, and how?</source>
        <translation>要恢复什么，怎样恢复？</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Verify %n qube(s)</source>
        <translation>
            <numerusform>校验 %n 个 qube(&amp;V)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Restore %n qube(s)</source>
        <translation>
            <numerusform>恢复 %n 个 qube(&amp;R)</numerusform>
        </translation>
    </message>
    <message>
        <source>Tick the qubes to restore.</source>
        <translation>请勾选要恢复的 qube。</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Use %n proposal(s)</source>
        <translation>
            <numerusform>采用 %n 项建议(&amp;U)</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore it as {name}</source>
        <translation>恢复为 {name}</translation>
    </message>
    <message>
        <source>Use the pool {name}</source>
        <translation>使用存储池 {name}</translation>
    </message>
    <message>
        <source>Use {name}</source>
        <translation>使用 {name}</translation>
    </message>
    <message>
        <source>{pool}: needs {needed}, {free} free</source>
        <translation>{pool}：需要 {needed}，空闲 {free}</translation>
    </message>
    <message>
        <source>{pool}: needs {needed}</source>
        <translation>{pool}：需要 {needed}</translation>
    </message>
    <message>
        <source>Everything is read and checked; nothing is changed.</source>
        <translation>全部读取并检查，不做任何更改。</translation>
    </message>
    <message>
        <source>Made as well, empty: {names}</source>
        <translation>另外创建（空）：{names}</translation>
    </message>
    <message>
        <source>Copy the same as a command</source>
        <translation>复制等效命令</translation>
    </message>
    <message>
        <source>The same in a terminal; press to copy it:</source>
        <translation>终端中的等效命令；按下即复制：</translation>
    </message>
    <message>
        <source>What shall be verified?</source>
        <translation>要校验什么？</translation>
    </message>
    <message>
        <source>&amp;Verify the files</source>
        <translation>校验文件(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Restore the files</source>
        <translation>恢复文件(&amp;R)</translation>
    </message>
    <message>
        <source>Tick the qubes to verify.</source>
        <translation>请勾选要校验的 qube。</translation>
    </message>
    <message>
        <source>What is ticked is read and checked; nothing is changed.</source>
        <translation>勾选的内容会被读取并检查；不会更改任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) have a problem, the first is {name}: {problem}</source>
        <translation>
            <numerusform>%n 个 qube 有问题，第一个是 {name}：{problem}</numerusform>
        </translation>
    </message>
    <message>
        <source>Shall the files of dom0&apos;s user be restored as well?</source>
        <translation>是否也恢复 dom0 用户的文件？</translation>
    </message>
    <message>
        <source>&amp;Restore them into a new folder</source>
        <translation>恢复到新文件夹(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Leave them out</source>
        <translation>不恢复(&amp;L)</translation>
    </message>
    <message>
        <source>Restore them into a new folder</source>
        <translation>恢复到新文件夹</translation>
    </message>
</context>
<context>
    <name>PolicyQuestionDialog</name>
    <message>
        <source>The qube {source} asks to use {service} in another qube.</source>
        <translation>qube {source} 请求在另一个 qube 中使用 {service}。</translation>
    </message>
    <message>
        <source>Choose the qube first.</source>
        <translation>请先选择 qube。</translation>
    </message>
    <message>
        <source>Denied by itself in {duration}</source>
        <translation>{duration} 后自动拒绝</translation>
    </message>
    <message>
        <source>A qube asks</source>
        <translation>qube 的请求</translation>
    </message>
    <message>
        <source>&amp;In</source>
        <translation>在(&amp;I)</translation>
    </message>
    <message>
        <source>If you did not expect this, deny it.</source>
        <translation>如非您所预期，请拒绝。</translation>
    </message>
    <message>
        <source>Time left to answer</source>
        <translation>剩余回答时间</translation>
    </message>
    <message>
        <source>&amp;Allow</source>
        <translation>允许(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Deny</source>
        <translation>拒绝(&amp;D)</translation>
    </message>
</context>
<context>
    <name>PoolCard</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message numerus="yes">
        <source>%n volume(s)</source>
        <translation>
            <numerusform>%n 个卷</numerusform>
        </translation>
    </message>
    <message>
        <source>{volumes} of {names}</source>
        <translation>{names} 的{volumes}</translation>
    </message>
    <message>
        <source>No volume that lasts is in it.</source>
        <translation>其中没有持久的卷。</translation>
    </message>
    <message>
        <source>It is the default pool.</source>
        <translation>它是默认存储池。</translation>
    </message>
    <message>
        <source>It has volumes; move or remove them first.</source>
        <translation>其中有卷；请先移动或移除它们。</translation>
    </message>
    <message>
        <source>It is a default pool; choose another one first.</source>
        <translation>它是默认存储池；请先选择别的。</translation>
    </message>
    <message>
        <source>What would free space in {name}?</source>
        <translation>怎样在 {name} 中腾出空间？</translation>
    </message>
    <message>
        <source>Settings of {name}</source>
        <translation>{name} 的设置</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>移除 {name}</translation>
    </message>
    <message>
        <source>What would free space?</source>
        <translation>怎样腾出空间？</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>The figures are those of the whole disk, which it shares with {names}.</source>
        <translation>数字为整个磁盘的，它与 {names} 共用该磁盘。</translation>
    </message>
    <message>
        <source>It cannot be used now: {reason}</source>
        <translation>现在无法使用：{reason}</translation>
    </message>
    <message>
        <source>It is the default pool for kernels.</source>
        <translation>它是内核的默认存储池。</translation>
    </message>
    <message>
        <source>It is the default pool for these volumes: {names}</source>
        <translation>它是以下卷的默认存储池：{names}</translation>
    </message>
</context>
<context>
    <name>PoolSettingsDialog</name>
    <message>
        <source>Settings of a pool</source>
        <translation>存储池设置</translation>
    </message>
    <message>
        <source>Earlier states to &amp;keep of each volume</source>
        <translation>每个卷保留的早先状态数(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Warn when it is so full (percent, 0 for never)</source>
        <translation>达到此占用率时警告（百分比，0 为从不）(&amp;W)</translation>
    </message>
    <message>
        <source>Encrypt &amp;temporary data with a key that is forgotten</source>
        <translation>用随后遗忘的密钥加密临时数据(&amp;T)</translation>
    </message>
    <message>
        <source>Encrypt temporary data with a key that is forgotten</source>
        <translation>用随后遗忘的密钥加密临时数据</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>应用(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Settings of {name}</source>
        <translation>{name} 的设置</translation>
    </message>
</context>
<context>
    <name>Pools</name>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} 以及另外 {count} 个</translation>
    </message>
</context>
<context>
    <name>PoolsWindow</name>
    <message>
        <source>Pools and volumes</source>
        <translation>存储池和卷</translation>
    </message>
    <message>
        <source>Storage pools</source>
        <translation>存储池</translation>
    </message>
    <message>
        <source>&amp;Add a pool…</source>
        <translation>添加存储池(&amp;A)…</translation>
    </message>
    <message>
        <source>Pools</source>
        <translation>存储池</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>{name} is there.</source>
        <translation>{name} 已就绪。</translation>
    </message>
    <message>
        <source>Remove the pool {name}?</source>
        <translation>移除存储池 {name}？</translation>
    </message>
    <message>
        <source>What is in its place stays there; it can be added again.</source>
        <translation>其所在位置的内容会保留；可以再次添加。</translation>
    </message>
    <message>
        <source>&amp;Remove it</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>{name} is removed.</source>
        <translation>{name} 已移除。</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>保留(&amp;K)</translation>
    </message>
</context>
<context>
    <name>ProfileRow</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Not saved, for they are not here: {names}</source>
        <translation>不在这里，因此不备份：{names}</translation>
    </message>
    <message>
        <source>Save the profile</source>
        <translation>保存方案</translation>
    </message>
    <message>
        <source>Its name (qubes, place and options; never the passphrase):</source>
        <translation>方案名称（qube、位置和选项；绝不含口令）：</translation>
    </message>
    <message>
        <source>Choose or save a profile first.</source>
        <translation>请先选择或保存方案。</translation>
    </message>
</context>
<context>
    <name>QubeCommands</name>
    <message numerus="yes">
        <source>%n qube(s) end at once:</source>
        <translation>
            <numerusform>%n 个 qube 将立即结束：</numerusform>
        </translation>
    </message>
    <message>
        <source>What is open in them and not saved is lost.</source>
        <translation>其中打开而未保存的内容会丢失。</translation>
    </message>
    <message>
        <source>&amp;Kill</source>
        <translation>强制结束(&amp;K)</translation>
    </message>
    <message>
        <source>started</source>
        <translation>已启动</translation>
    </message>
    <message>
        <source>shut down</source>
        <translation>已关机</translation>
    </message>
    <message>
        <source>restarted</source>
        <translation>已重新启动</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>unpaused</source>
        <translation>已继续运行</translation>
    </message>
    <message>
        <source>killed</source>
        <translation>已强制结束</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s): {act}</source>
        <translation>
            <numerusform>%n 个 qube 中的 {done} 个{act}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) removed.</source>
        <translation>
            <numerusform>已移除 %n 个 qube 中的 {done} 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Try the failed ones again</source>
        <translation>重试失败的(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>重试(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
</context>
<context>
    <name>QubeTable</name>
    <message>
        <source>{column} (no room)</source>
        <translation>{column}（空间不足）</translation>
    </message>
</context>
<context>
    <name>QubesModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Net qube</source>
        <translation>网络 qube</translation>
    </message>
    <message>
        <source>Disk used / size</source>
        <translation>已用 / 磁盘大小</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>上次备份</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>颜色标签</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>存储池</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Disposable</source>
        <translation>一次性</translation>
    </message>
    <message>
        <source>Autostart</source>
        <translation>自动启动</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>{name}: {kind} qube, label {label}</source>
        <translation>{name}：{kind} qube，颜色标签 {label}</translation>
    </message>
    <message>
        <source>A restore of this qube did not finish. It cannot be started; remove it and restore it again.</source>
        <translation>此 qube 的恢复没有完成，不能启动；请移除后重新恢复。</translation>
    </message>
    <message>
        <source>{volume}: {used} of {size} in pool {pool}</source>
        <translation>{volume}：{used} / {size}，存储池 {pool}</translation>
    </message>
    <message>
        <source>No disk space of its own</source>
        <translation>没有自己的磁盘空间</translation>
    </message>
    <message>
        <source>No backup of this qube is known here</source>
        <translation>这里没有此 qube 的已知备份</translation>
    </message>
    <message>
        <source>It may be running although the hypervisor does not know of it, so nothing may touch its disks. Start tells who has them open.</source>
        <translation>它可能仍在运行，而虚拟机管理程序并不知道，因此任何操作都不得触碰其磁盘。启动时会说明是谁打开着它们。</translation>
    </message>
    <message>
        <source>read back and whole</source>
        <translation>已回读，完整</translation>
    </message>
    <message>
        <source>it could not be verified</source>
        <translation>无法校验</translation>
    </message>
    <message>
        <source>older than 30 days</source>
        <translation>超过 30 天</translation>
    </message>
    <message>
        <source>{template} from its next start on</source>
        <translation>下次启动起使用 {template}</translation>
    </message>
    <message>
        <source>not usable</source>
        <translation>无法使用</translation>
    </message>
</context>
<context>
    <name>Query</name>
    <message>
        <source>Nothing is “{term}”.</source>
        <translation>没有任何项是“{term}”。</translation>
    </message>
    <message>
        <source>“{term}” is not understood; sizes are written {example}.</source>
        <translation>无法理解“{term}”；大小写作 {example}。</translation>
    </message>
    <message>
        <source>There is no term “{term}”.</source>
        <translation>没有检索项“{term}”。</translation>
    </message>
    <message>
        <source> Did you mean {term}?</source>
        <translation>您是指 {term} 吗？</translation>
    </message>
    <message>
        <source>What to look for stands right after “{term}”, without a space.</source>
        <translation>要查找的内容紧接在“{term}”之后，中间没有空格。</translation>
    </message>
</context>
<context>
    <name>Reclaim</name>
    <message>
        <source>earlier state</source>
        <translation>早先状态</translation>
    </message>
    <message>
        <source>data that were never finished</source>
        <translation>从未完成的数据</translation>
    </message>
    <message>
        <source>temporary data of a past run</source>
        <translation>过去运行留下的临时数据</translation>
    </message>
    <message>
        <source>snapshot of a past run</source>
        <translation>过去运行留下的快照</translation>
    </message>
    <message>
        <source>data of no qube</source>
        <translation>不属于任何 qube 的数据</translation>
    </message>
</context>
<context>
    <name>ReclaimDialog</name>
    <message>
        <source>What would free space?</source>
        <translation>怎样腾出空间？</translation>
    </message>
    <message>
        <source>Tick what you can do without. Nothing is removed before you press the button; what was removed does not come back.</source>
        <translation>请勾选不再需要的内容。按下按钮前不会移除；移除后无法找回。</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>What takes space</source>
        <translation>占用空间的内容</translation>
    </message>
    <message>
        <source>&amp;Free</source>
        <translation>释放(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>What would free space in {pool}?</source>
        <translation>怎样在 {pool} 中腾出空间？</translation>
    </message>
    <message>
        <source>{done} of {total} removed.</source>
        <translation>已移除 {total} 项中的 {done} 项。</translation>
    </message>
    <message>
        <source>Nothing is there that could be removed.</source>
        <translation>没有可移除的内容。</translation>
    </message>
    <message>
        <source>{size} and more become free.</source>
        <translation>可腾出 {size} 以上。</translation>
    </message>
    <message>
        <source>{size} become free.</source>
        <translation>可腾出 {size}。</translation>
    </message>
    <message>
        <source>&amp;Free {size}</source>
        <translation>释放 {size}(&amp;F)</translation>
    </message>
    <message>
        <source>Tick something first.</source>
        <translation>请先勾选。</translation>
    </message>
</context>
<context>
    <name>ReclaimModel</name>
    <message>
        <source>Of</source>
        <translation>属于</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Frees</source>
        <translation>可腾出</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>{what}, pinned</source>
        <translation>{what}，已固定</translation>
    </message>
</context>
<context>
    <name>RemoveDialog</name>
    <message>
        <source>Remove {name}?</source>
        <translation>移除 {name}？</translation>
    </message>
    <message>
        <source>&amp;Remove {name}</source>
        <translation>移除 {name}(&amp;R)</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>以及另外 {count} 个</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>No backup is known, so nothing can bring this data back. Type “{word}”:</source>
        <translation>没有已知备份，这些数据将无法找回。请输入“{word}”：</translation>
    </message>
    <message>
        <source>{name}: holds no data of its own</source>
        <translation>{name}：没有自己的数据</translation>
    </message>
    <message>
        <source>{name}: {size} of data, never backed up</source>
        <translation>{name}：{size} 数据，从未备份</translation>
    </message>
    <message>
        <source>{name}: {size} of data, last backed up {when}</source>
        <translation>{name}：{size} 数据，上次备份 {when}</translation>
    </message>
    <message>
        <source>Still needed by {names}. Give them another one first.</source>
        <translation>{names} 仍需要它。请先为它们换一个。</translation>
    </message>
    <message>
        <source>Remove qubes</source>
        <translation>移除 qube</translation>
    </message>
    <message>
        <source>Type the word to confirm</source>
        <translation>输入该词以确认</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n qube(s)?</source>
        <translation>
            <numerusform>移除 %n 个 qube？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remove %n qube(s)</source>
        <translation>
            <numerusform>移除 %n 个 qube(&amp;R)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RenameDialog</name>
    <message>
        <source>Rename {name}</source>
        <translation>重命名 {name}</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>重命名(&amp;R)</translation>
    </message>
    <message>
        <source>Earlier states of its volumes are not kept.</source>
        <translation>其卷的早先状态不会保留。</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>以及另外 {count} 个</translation>
    </message>
    <message>
        <source>What refers to it follows:</source>
        <translation>引用它的项会随之更改：</translation>
    </message>
    <message>
        <source>Type another name.</source>
        <translation>请输入别的名称。</translation>
    </message>
    <message>
        <source>{property} of the system</source>
        <translation>系统的 {property}</translation>
    </message>
    <message>
        <source>{property} of {name}</source>
        <translation>{name} 的 {property}</translation>
    </message>
</context>
<context>
    <name>RestoreRun</name>
    <message>
        <source>Settling what was begun and cannot be finished…</source>
        <translation>正在处理已开始但无法完成的部分…</translation>
    </message>
</context>
<context>
    <name>RestoreWizard</name>
    <message>
        <source>Verify a backup</source>
        <translation>校验备份</translation>
    </message>
    <message>
        <source>Restore qubes</source>
        <translation>恢复 qube</translation>
    </message>
    <message numerus="yes">
        <source>Verifying %n qube(s)</source>
        <translation>
            <numerusform>正在校验 %n 个 qube</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restoring %n qube(s)</source>
        <translation>
            <numerusform>正在恢复 %n 个 qube</numerusform>
        </translation>
    </message>
    <message>
        <source>The plan was changed, and nothing of it is done yet.</source>
        <translation>计划已更改，尚未执行任何部分。</translation>
    </message>
    <message>
        <source>Closing forgets the changes.</source>
        <translation>关闭会丢弃这些更改。</translation>
    </message>
    <message>
        <source>Close and &amp;forget them</source>
        <translation>关闭并丢弃(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Keep the window open</source>
        <translation>保持窗口打开(&amp;K)</translation>
    </message>
</context>
<context>
    <name>ResultModel</name>
    <message>
        <source>Qube</source>
        <translation>Qube</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>Room</name>
    <message>
        <source>The Qube Manager lists what can be freed: {place}</source>
        <translation>Qube Manager 会列出可腾出的空间：{place}</translation>
    </message>
    <message>
        <source>if no qube needs it, remove it in the Qube Manager: {place}</source>
        <translation>如果没有 qube 需要它，请在 Qube Manager 中移除：{place}</translation>
    </message>
</context>
<context>
    <name>RulesModel</name>
    <message>
        <source>Action</source>
        <translation>动作</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>直到</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>name servers (DNS)</source>
        <translation>域名服务器 (DNS)</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>任何地方</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Never comes to it: rule {number} takes everything before.</source>
        <translation>永远轮不到它：规则 {number} 在前面已匹配一切。</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>&amp;Try again…</source>
        <translation>重试(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Save report…</source>
        <translation>保存报告(&amp;S)…</translation>
    </message>
    <message>
        <source>What became of each qube</source>
        <translation>每个 qube 的结果</translation>
    </message>
    <message>
        <source>You may close this window: the job goes on, and Qube Manager shows it.</source>
        <translation>可以关闭此窗口：任务会继续，Qube Manager 会显示它。</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>This is what was done</source>
        <translation>完成情况如下</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>report.txt</source>
        <translation>报告.txt</translation>
    </message>
    <message>
        <source>The report was not saved: {reason}</source>
        <translation>报告没有保存：{reason}</translation>
    </message>
    <message>
        <source>The report is in {path}</source>
        <translation>报告位于 {path}</translation>
    </message>
    <message>
        <source>Cancelling, and removing what is half made…</source>
        <translation>正在取消并清除未完成的部分…</translation>
    </message>
</context>
<context>
    <name>SavedViews</name>
    <message>
        <source>&amp;Save this view…</source>
        <translation>保存此视图(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Forget</source>
        <translation>忘记(&amp;F)</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>保存此视图</translation>
    </message>
    <message>
        <source>Name of this view (search, chips, list or tree):</source>
        <translation>此视图的名称（搜索、筛选、列表或树）：</translation>
    </message>
    <message>
        <source>“{name}” keeps its name: another view is called “{new}”.</source>
        <translation>“{name}”保留原名：已有另一个视图名为“{new}”。</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>重命名(&amp;R)</translation>
    </message>
    <message>
        <source>New name of “{name}”:</source>
        <translation>“{name}”的新名称：</translation>
    </message>
    <message>
        <source>Rename this view</source>
        <translation>重命名此视图</translation>
    </message>
</context>
<context>
    <name>ScheduleDialog</name>
    <message>
        <source>Schedule</source>
        <translation>定时</translation>
    </message>
    <message>
        <source>&amp;Every</source>
        <translation>每(&amp;E)</translation>
    </message>
    <message>
        <source>A missed run is made up for as soon as the computer is on. The passphrase is taken from your keyring; it is put there once, in a terminal:</source>
        <translation>错过的运行会在开机后补上。口令取自您的密钥环；在终端里存入一次即可：</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>&amp;Set</source>
        <translation>设置(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>When shall {name} run?</source>
        <translation>{name} 何时运行？</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>day</source>
        <translation>天</translation>
    </message>
    <message>
        <source>week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>It no longer runs by itself.</source>
        <translation>不再自动运行。</translation>
    </message>
    <message>
        <source>{timer} is written, but it does not run yet: {problem}</source>
        <translation>{timer} 已写好，但尚未运行：{problem}</translation>
    </message>
    <message>
        <source>It runs by itself from now on ({timer}).</source>
        <translation>从现在起自动运行 ({timer})。</translation>
    </message>
</context>
<context>
    <name>SearchLine</name>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>搜索 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search qubes</source>
        <translation>搜索 qube</translation>
    </message>
    <message>
        <source>Words from any column, and terms:
{fields} with a part of the text, such as template:debian or netvm:none
size&gt;10G or size&lt;500M for the size of the disks, used&gt; and used&lt; for what they hold</source>
        <translation>任意列中的词，以及检索项：
{fields} 加部分文字，如 template:debian 或 netvm:none
size&gt;10G 或 size&lt;500M 表示磁盘大小，used&gt; 和 used&lt; 表示所含数据量</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>Services are switched on or off inside the qube at its next start. Features are notes that programs read.</source>
        <translation>服务在 qube 下次启动时开启或关闭。特性是供程序读取的记录。</translation>
    </message>
    <message>
        <source>Services, features and tags</source>
        <translation>服务、特性和标签</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Services</source>
        <translation>服务(&amp;S)</translation>
    </message>
    <message>
        <source>{name}: removed</source>
        <translation>{name}：移除</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>added</source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>It is there already.</source>
        <translation>已经在那里。</translation>
    </message>
    <message>
        <source>The name has no spaces.</source>
        <translation>名称不能有空格。</translation>
    </message>
    <message>
        <source>No service, feature or tag is set.</source>
        <translation>未设置服务、特性或标签。</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>the qube&apos;s own</source>
        <translation>qube 自带的</translation>
    </message>
    <message>
        <source>default ({value})</source>
        <translation>默认 ({value})</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>查找设置</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>&amp;Basic</source>
        <translation>基本(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>颜色标签(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>模板(&amp;T)</translation>
    </message>
    <message>
        <source>In &amp;backups by default</source>
        <translation>默认包含在备份中(&amp;B)</translation>
    </message>
    <message>
        <source>Start with the &amp;computer</source>
        <translation>随电脑启动(&amp;C)</translation>
    </message>
    <message>
        <source>Can give &amp;network</source>
        <translation>可提供网络(&amp;N)</translation>
    </message>
    <message>
        <source>Template for &amp;disposables</source>
        <translation>一次性模板(&amp;D)</translation>
    </message>
    <message>
        <source>Ad&amp;vanced</source>
        <translation>高级(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Memory at start (MiB)</source>
        <translation>启动内存 (MiB)(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Processors</source>
        <translation>处理器(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Virtualisation</source>
        <translation>虚拟化(&amp;V)</translation>
    </message>
    <message>
        <source>Default &amp;user</source>
        <translation>默认用户(&amp;U)</translation>
    </message>
    <message>
        <source>Its d&amp;isposables from</source>
        <translation>一次性 qube 来自(&amp;I)</translation>
    </message>
    <message>
        <source>Time to shut &amp;down (s)</source>
        <translation>关机时限（秒）(&amp;D)</translation>
    </message>
    <message>
        <source>Net&amp;work</source>
        <translation>网络(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Net qube</source>
        <translation>网络 qube(&amp;N)</translation>
    </message>
    <message>
        <source>I&amp;P address</source>
        <translation>IP 地址(&amp;P)</translation>
    </message>
    <message>
        <source>M&amp;AC address</source>
        <translation>MAC 地址(&amp;A)</translation>
    </message>
    <message>
        <source>N&amp;otes</source>
        <translation>说明(&amp;O)</translation>
    </message>
    <message>
        <source>Notes of the qube</source>
        <translation>qube 的说明</translation>
    </message>
    <message>
        <source>Clo&amp;se</source>
        <translation>关闭(&amp;S)</translation>
    </message>
    <message>
        <source>Settings of {name}</source>
        <translation>{name} 的设置</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>This cannot be applied</source>
        <translation>无法应用</translation>
    </message>
    <message>
        <source>{setting} are changed</source>
        <translation>{setting}已更改</translation>
    </message>
    <message>
        <source>&amp;Kernel</source>
        <translation>内核(&amp;K)</translation>
    </message>
    <message>
        <source>Ke&amp;rnel options</source>
        <translation>内核选项(&amp;R)</translation>
    </message>
    <message>
        <source>Deb&amp;ug mode</source>
        <translation>调试模式(&amp;U)</translation>
    </message>
    <message>
        <source>Memory at m&amp;ost (MiB, 0 = fixed)</source>
        <translation>最大内存 (MiB，0 = 固定)(&amp;O)</translation>
    </message>
    <message>
        <source>Time to st&amp;art (s)</source>
        <translation>启动时限（秒）(&amp;A)</translation>
    </message>
    <message>
        <source>What will change</source>
        <translation>将更改的内容</translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>应用(&amp;Y)</translation>
    </message>
    <message>
        <source>It was changed elsewhere just now. Look at the changes, then apply them.</source>
        <translation>刚刚在别处被更改。请查看更改后再应用。</translation>
    </message>
    <message>
        <source>The notes were changed elsewhere as well. Which ones shall it be?</source>
        <translation>说明在别处也被更改。采用哪一份？</translation>
    </message>
    <message>
        <source>Those from elsewhere:</source>
        <translation>别处的：</translation>
    </message>
    <message>
        <source>&amp;Mine</source>
        <translation>我的(&amp;M)</translation>
    </message>
    <message>
        <source>Those from &amp;elsewhere</source>
        <translation>别处的(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Both</source>
        <translation>两者(&amp;B)</translation>
    </message>
    <message>
        <source>The qube was removed; nothing of this can be applied.</source>
        <translation>该 qube 已被移除；这些都无法应用。</translation>
    </message>
    <message>
        <source>(they were changed elsewhere meanwhile)</source>
        <translation>（其间在别处被更改）</translation>
    </message>
    <message>
        <source>Keep the present template at the next start, too</source>
        <translation>下次启动时也保留现在的模板</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>撤回(&amp;W)</translation>
    </message>
    <message>
        <source>It has {now}, and gets {then} at its next start.</source>
        <translation>现在使用 {now}，下次启动时改用 {then}。</translation>
    </message>
    <message>
        <source>It runs, so another template comes at its next start.</source>
        <translation>它正在运行，另选的模板在下次启动时生效。</translation>
    </message>
    <message>
        <source>It runs; its template can be changed when it is shut down.</source>
        <translation>它正在运行；关机后才能更改模板。</translation>
    </message>
    <message>
        <source>{setting}: {now} stays; {then} is not taken at the next start</source>
        <translation>{setting}：保留 {now}；下次启动时不再改用 {then}</translation>
    </message>
    <message>
        <source>{setting}: {now} → {then} at the next start, for the qube runs</source>
        <translation>{setting}：{now} → {then}，下次启动时生效，因为该 qube 正在运行</translation>
    </message>
    <message>
        <source>Not everything was applied</source>
        <translation>并非全部已应用</translation>
    </message>
</context>
<context>
    <name>SheetDialog</name>
    <message>
        <source>Nothing is changed.</source>
        <translation>没有更改。</translation>
    </message>
    <message>
        <source>These changes are not applied yet:</source>
        <translation>这些更改尚未应用：</translation>
    </message>
    <message>
        <source>&amp;Discard them</source>
        <translation>放弃更改(&amp;D)</translation>
    </message>
    <message>
        <source>(changed elsewhere meanwhile: {old} → {new})</source>
        <translation>（其间在别处被更改：{old} → {new}）</translation>
    </message>
    <message numerus="yes">
        <source>Appl&amp;y %n change(s)</source>
        <translation>
            <numerusform>应用 %n 项更改(&amp;Y)</numerusform>
        </translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>应用(&amp;Y)</translation>
    </message>
    <message>
        <source>Nothing of this was applied: qubesd does not answer. Apply it again when it is back.</source>
        <translation>这些更改均未应用：qubesd 没有响应。待其恢复后请再次应用。</translation>
    </message>
    <message>
        <source>Nothing of this was applied: {reason}</source>
        <translation>这些更改均未应用：{reason}</translation>
    </message>
    <message>
        <source>&amp;Keep editing</source>
        <translation>继续编辑(&amp;K)</translation>
    </message>
</context>
<context>
    <name>SourcePage</name>
    <message>
        <source>Backup &amp;file</source>
        <translation>备份文件(&amp;F)</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>浏览(&amp;R)…</translation>
    </message>
    <message>
        <source>From where</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Which backup shall be restored?</source>
        <translation>要恢复哪个备份？</translation>
    </message>
    <message>
        <source>Choose a backup archive.</source>
        <translation>请选择备份归档。</translation>
    </message>
    <message>
        <source>That file is not a Qubes backup.</source>
        <translation>该文件不是 Qubes 备份。</translation>
    </message>
    <message>
        <source>That is not a file.</source>
        <translation>这不是文件。</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>没有此文件。</translation>
    </message>
    <message>
        <source>That file cannot be read: {reason}</source>
        <translation>无法读取该文件：{reason}</translation>
    </message>
    <message>
        <source>A Qubes backup, format {version}, {size}</source>
        <translation>Qubes 备份，格式 {version}，{size}</translation>
    </message>
    <message>
        <source>Backup archive</source>
        <translation>备份归档</translation>
    </message>
    <message>
        <source>It is read out of the running qube {name}.</source>
        <translation>将从运行中的 qube {name} 读取。</translation>
    </message>
    <message>
        <source>Which backup shall be verified?</source>
        <translation>要校验哪个备份？</translation>
    </message>
    <message>
        <source>Or drop the file onto this window. One in a running qube is named QUBE:/path/of/the/file. Nothing is changed before you have seen the plan.</source>
        <translation>也可把文件拖到此窗口。运行中的 qube 里的文件写作 QUBE:/文件/路径。在您看到计划之前不会更改任何内容。</translation>
    </message>
    <message>
        <source>Back&amp;ups made here, as far as their files can be reached now:</source>
        <translation>在此创建、文件现在可访问的备份(&amp;U)：</translation>
    </message>
    <message>
        <source>Backups made here</source>
        <translation>在此创建的备份</translation>
    </message>
    <message>
        <source>Kept &amp;in</source>
        <translation>存放于(&amp;I)</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>the qube {name}</source>
        <translation>qube {name}</translation>
    </message>
    <message numerus="yes">
        <source>Go &amp;on with the restore of {archive} that was cut: {done} of %n qube(s) done</source>
        <translation>
            <numerusform>继续中断的 {archive} 恢复(&amp;O)：已完成 {done}/%n 个 qube</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatesDialog</name>
    <message>
        <source>Volumes</source>
        <translation>卷</translation>
    </message>
    <message>
        <source>Vo&amp;lume</source>
        <translation>卷(&amp;L)</translation>
    </message>
    <message>
        <source>Earlier states, the newest first:</source>
        <translation>早先状态，最新的在前：</translation>
    </message>
    <message>
        <source>Earlier states</source>
        <translation>早先状态</translation>
    </message>
    <message>
        <source>Re&amp;vert to this</source>
        <translation>回到此状态(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Pin…</source>
        <translation>固定(&amp;P)…</translation>
    </message>
    <message>
        <source>S&amp;et</source>
        <translation>设置(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>大小(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Resize</source>
        <translation>调整大小(&amp;R)</translation>
    </message>
    <message>
        <source>P&amp;ool</source>
        <translation>存储池(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Move there</source>
        <translation>移到那里(&amp;M)</translation>
    </message>
    <message>
        <source>Progress of the move</source>
        <translation>移动进度</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Volumes of {name}</source>
        <translation>{name} 的卷</translation>
    </message>
    <message>
        <source>No earlier state yet: one is kept whenever the qube shuts down.</source>
        <translation>还没有早先状态：qube 每次关机时会保留一个。</translation>
    </message>
    <message>
        <source>This volume is not kept, so it has no states.</source>
        <translation>此卷不保留，因此没有状态。</translation>
    </message>
    <message>
        <source>{size} used, in the pool {pool}</source>
        <translation>已用 {size}，位于存储池 {pool}</translation>
    </message>
    <message>
        <source>It is as it was: {when}.</source>
        <translation>已回到：{when}。</translation>
    </message>
    <message>
        <source>The revert is undone.</source>
        <translation>已撤销回退。</translation>
    </message>
    <message>
        <source>Pin a state</source>
        <translation>固定状态</translation>
    </message>
    <message>
        <source>It stays until it is unpinned. A note, if you like:</source>
        <translation>它会一直保留到取消固定。可写一条说明：</translation>
    </message>
    <message>
        <source>It has {size} now.</source>
        <translation>现在大小为 {size}。</translation>
    </message>
    <message>
        <source>This volume is not kept.</source>
        <translation>此卷不保留。</translation>
    </message>
    <message>
        <source>Shut the qube down first.</source>
        <translation>请先关闭该 qube。</translation>
    </message>
    <message>
        <source>Select a state.</source>
        <translation>请选择一个状态。</translation>
    </message>
    <message>
        <source>The present state is kept as a state of its own.</source>
        <translation>当前状态会另存为一个状态。</translation>
    </message>
    <message>
        <source>Un&amp;pin</source>
        <translation>取消固定(&amp;P)</translation>
    </message>
    <message>
        <source>It has the size of its template&apos;s volume.</source>
        <translation>大小与其模板的卷相同。</translation>
    </message>
    <message>
        <source>Earlier states to &amp;keep</source>
        <translation>保留的早先状态数(&amp;K)</translation>
    </message>
    <message>
        <source>Kept from the next shutdown on: {count}.</source>
        <translation>从下次关机起保留：{count}。</translation>
    </message>
    <message>
        <source>In the pool {pool}; nobody has measured it</source>
        <translation>在存储池 {pool} 中；未测量大小</translation>
    </message>
    <message>
        <source>&amp;Pin</source>
        <translation>固定(&amp;P)</translation>
    </message>
    <message>
        <source>C&amp;lone to a new qube…</source>
        <translation>克隆为新 qube(&amp;L)…</translation>
    </message>
    <message>
        <source>The qube {name} is made, with that state of the volume.</source>
        <translation>已创建 qube {name}，其卷为该状态。</translation>
    </message>
    <message>
        <source>The qubesd of this system cannot do this.</source>
        <translation>此系统的 qubesd 做不到。</translation>
    </message>
    <message>
        <source>Another qube like this one, with the data of that state</source>
        <translation>与此相同的另一个 qube，带有该状态的数据</translation>
    </message>
    <message>
        <source>Shut &amp;down and move</source>
        <translation>关机并移动(&amp;D)</translation>
    </message>
    <message>
        <source>It runs on until somebody shuts it down; then the volume is moved</source>
        <translation>它继续运行，直到有人将其关机；然后移动此卷</translation>
    </message>
    <message>
        <source>Move once it is s&amp;hut down</source>
        <translation>关机后再移动(&amp;H)</translation>
    </message>
    <message>
        <source>It cannot be used now: {reason}</source>
        <translation>现在无法使用：{reason}</translation>
    </message>
</context>
<context>
    <name>StatesModel</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Why it was kept</source>
        <translation>保留原因</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>占用</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>{time}, pinned</source>
        <translation>{time}，已固定</translation>
    </message>
    <message>
        <source>pinned: it stays until it is unpinned</source>
        <translation>已固定：保留到取消固定为止</translation>
    </message>
    <message>
        <source>The driver of its pool does not know</source>
        <translation>其存储池的驱动不知道</translation>
    </message>
    <message>
        <source>What removing it would free</source>
        <translation>移除可腾出的空间</translation>
    </message>
</context>
<context>
    <name>StepRail</name>
    <message>
        <source>Step {number} of {total}: {title}</source>
        <translation>第 {number} 步，共 {total} 步：{title}</translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>Volumes</source>
        <translation>卷</translation>
    </message>
    <message>
        <source>Backups that have this qube:</source>
        <translation>包含此 qube 的备份：</translation>
    </message>
    <message>
        <source>Backups that have this qube</source>
        <translation>包含此 qube 的备份</translation>
    </message>
    <message>
        <source>St&amp;orage, backup</source>
        <translation>存储、备份(&amp;O)</translation>
    </message>
    <message>
        <source>No backup known here has it.</source>
        <translation>这里已知的备份都不含它。</translation>
    </message>
    <message>
        <source>Earlier states, si&amp;ze…</source>
        <translation>早先状态、大小(&amp;Z)…</translation>
    </message>
</context>
<context>
    <name>SummaryPage</name>
    <message>
        <source>Qubes that will be saved</source>
        <translation>将要备份的 qube</translation>
    </message>
    <message>
        <source>The same in a &amp;terminal:</source>
        <translation>终端中的等效命令(&amp;T)：</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>This is what will be saved</source>
        <translation>将备份以下内容</translation>
    </message>
    <message>
        <source>compressed ({method})</source>
        <translation>压缩 ({method})</translation>
    </message>
    <message>
        <source>not compressed</source>
        <translation>不压缩</translation>
    </message>
    <message>
        <source>settings only</source>
        <translation>仅设置</translation>
    </message>
    <message>
        <source>compressed ({method}) to about {size}</source>
        <translation>压缩 ({method}) 至约 {size}</translation>
    </message>
    <message>
        <source>{size} of data go, encrypted and {compression}, to
{target}
{running}
The archive has the disks, settings, features, tags and notes of the qubes below and names the templates and net qubes they use. Nothing else of this computer.</source>
        <translation>{size} 数据将加密、{compression}，送往
{target}
{running}
归档包含下列 qube 的磁盘、设置、特性、标签和说明，并提到它们使用的模板和网络 qube。不含这台电脑的其他内容。</translation>
    </message>
    <message>
        <source>As they were before they were started: {names}.</source>
        <translation>按启动前的状态：{names}。</translation>
    </message>
    <message>
        <source>As they are at that moment, while they run: {names}.</source>
        <translation>按那一刻运行中的状态：{names}。</translation>
    </message>
    <message>
        <source>Shut down before and started again afterwards: {names}.</source>
        <translation>事先关机，之后再启动：{names}。</translation>
    </message>
    <message numerus="yes">
        <source>Back &amp;up %n qube(s)</source>
        <translation>
            <numerusform>备份 %n 个 qube(&amp;U)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SwitchTemplatesDialog</name>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>any template</source>
        <translation>任意模板</translation>
    </message>
    <message>
        <source>Will be restarted: {names}</source>
        <translation>将重新启动：{names}</translation>
    </message>
    <message>
        <source>Left out, for they run: {names}</source>
        <translation>因正在运行而略过：{names}</translation>
    </message>
    <message numerus="yes">
        <source>S&amp;witch %n qube(s)</source>
        <translation>
            <numerusform>切换 %n 个 qube(&amp;W)</numerusform>
        </translation>
    </message>
    <message>
        <source>S&amp;witch</source>
        <translation>切换(&amp;W)</translation>
    </message>
    <message>
        <source>No qube is to be switched.</source>
        <translation>没有要切换的 qube。</translation>
    </message>
    <message>
        <source>Switch templates</source>
        <translation>切换模板</translation>
    </message>
    <message>
        <source>Switch qubes to another template</source>
        <translation>把 qube 换到另一个模板</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>从(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>到(&amp;T)</translation>
    </message>
    <message>
        <source>Qubes to switch</source>
        <translation>要切换的 qube</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>choose a template</source>
        <translation>选择模板</translation>
    </message>
    <message>
        <source>Choose from which template to which.</source>
        <translation>请选择从哪个模板换到哪个。</translation>
    </message>
    <message>
        <source>Search these qubes</source>
        <translation>搜索这些 qube</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>Tick all that are shown</source>
        <translation>勾选全部显示项</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>全不选(&amp;N)</translation>
    </message>
    <message>
        <source>Tick none of those that are shown</source>
        <translation>不勾选任何显示项</translation>
    </message>
    <message>
        <source>switch at their next start</source>
        <translation>下次启动时切换</translation>
    </message>
    <message>
        <source>shut down, switch, and start again</source>
        <translation>关机、切换并再启动</translation>
    </message>
    <message>
        <source>leave as they are</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>The qubesd of this system cannot put a change off to the next start.</source>
        <translation>此系统的 qubesd 无法把更改推迟到下次启动。</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) switched.</source>
        <translation>
            <numerusform>已切换 %n 个 qube。</numerusform>
        </translation>
    </message>
    <message>
        <source>At their next start: {names}</source>
        <translation>下次启动时：{names}</translation>
    </message>
    <message>
        <source>&amp;Running qubes</source>
        <translation>运行中的 qube(&amp;R)</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) will change at the next start.</source>
        <translation>
            <numerusform>%n 个 qube 将在下次启动时更改。</numerusform>
        </translation>
    </message>
    <message>
        <source>Only those; what was changed stays as it is</source>
        <translation>只重试这些；已更改的保持不变</translation>
    </message>
    <message>
        <source>&amp;Try the failed ones again</source>
        <translation>重试失败的(&amp;T)</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>shut down</source>
        <translation>关机</translation>
    </message>
    <message>
        <source>before it was reverted</source>
        <translation>回退之前</translation>
    </message>
    <message>
        <source>before data were put in</source>
        <translation>写入数据之前</translation>
    </message>
    <message>
        <source>before it became a copy</source>
        <translation>成为副本之前</translation>
    </message>
    <message>
        <source>before it was restored</source>
        <translation>恢复之前</translation>
    </message>
    <message>
        <source>kept state</source>
        <translation>保留的状态</translation>
    </message>
    <message>
        <source>started</source>
        <translation>已启动</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>went on</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>label</source>
        <translation>颜色标签</translation>
    </message>
    <message>
        <source>template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>net qube</source>
        <translation>网络 qube</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>autostart</source>
        <translation>自动启动</translation>
    </message>
    <message>
        <source>in backups</source>
        <translation>包含在备份中</translation>
    </message>
    <message>
        <source>disposable</source>
        <translation>一次性</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>内核</translation>
    </message>
    <message>
        <source>data of {time}</source>
        <translation>{time} 的数据</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>backup; the verification failed</source>
        <translation>备份；校验失败</translation>
    </message>
    <message>
        <source>backup, verified</source>
        <translation>备份，已校验</translation>
    </message>
    <message>
        <source>backup, not verified yet</source>
        <translation>备份，尚未校验</translation>
    </message>
    <message>
        <source>holds {size}</source>
        <translation>占用 {size}</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>seen by this window; nobody keeps it</source>
        <translation>由此窗口看到；不会保存</translation>
    </message>
    <message>
        <source>a stream</source>
        <translation>数据流</translation>
    </message>
    <message>
        <source>restored from {archive}</source>
        <translation>从 {archive} 恢复</translation>
    </message>
    <message>
        <source>restored from {archive} (backup of {time})</source>
        <translation>从 {archive} 恢复（{time} 的备份）</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>&amp;Passphrase</source>
        <translation>口令(&amp;P)</translation>
    </message>
    <message>
        <source>Checking the passphrase</source>
        <translation>正在检查口令</translation>
    </message>
    <message>
        <source>It is the one that was typed when the backup was made. Checking it takes some seconds, on purpose: that is what makes it hard to guess.</source>
        <translation>即制作备份时输入的口令。检查要花几秒，这是有意的：这样才难以猜出。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>What is its passphrase?</source>
        <translation>它的口令是什么？</translation>
    </message>
    <message>
        <source>Type the passphrase.</source>
        <translation>请输入口令。</translation>
    </message>
    <message>
        <source>This passphrase does not open the archive. Check capital letters and the keyboard layout. If you are sure of it, the beginning of the file was changed.</source>
        <translation>此口令打不开归档。请检查大小写和键盘布局。如果确定无误，则文件开头已被改动。</translation>
    </message>
    <message>
        <source>That file is not a Qubes backup. {reason}</source>
        <translation>该文件不是 Qubes 备份。{reason}</translation>
    </message>
    <message>
        <source>The archive is damaged. {reason}</source>
        <translation>归档已损坏。{reason}</translation>
    </message>
</context>
<context>
    <name>VolumeMover</name>
    <message>
        <source>{pool}, {free} free</source>
        <translation>{pool}，空闲 {free}</translation>
    </message>
    <message>
        <source>{name} runs. A volume can be moved while its qube is shut down.</source>
        <translation>{name} 正在运行。qube 关机后才能移动它的卷。</translation>
    </message>
    <message>
        <source>&amp;Move there</source>
        <translation>移到那里(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>This volume is not kept.</source>
        <translation>此卷不保留。</translation>
    </message>
    <message>
        <source>Shut the qube down first.</source>
        <translation>请先关闭该 qube。</translation>
    </message>
    <message>
        <source>It is there already.</source>
        <translation>已经在那里。</translation>
    </message>
    <message>
        <source>It is copied and compared; then the one here is removed.</source>
        <translation>先复制并比较；然后移除此处的卷。</translation>
    </message>
    <message>
        <source>The volume is moved as soon as {name} is shut down, if this window is still open.</source>
        <translation>{name} 关机后就会移动此卷，前提是此窗口仍然打开。</translation>
    </message>
    <message>
        <source>It is not moved. The qube shuts down all the same.</source>
        <translation>不移动。qube 仍会关机。</translation>
    </message>
    <message>
        <source>{name} is being shut down; then the volume is moved.</source>
        <translation>正在关闭 {name}；然后移动此卷。</translation>
    </message>
    <message>
        <source>It is in the pool {pool} now.</source>
        <translation>现在位于存储池 {pool}。</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier state(s) will be removed, for none come along.</source>
        <translation>
            <numerusform>将删除 %n 个较早的状态，因为它们不会随之移动。</numerusform>
        </translation>
    </message>
    <message>
        <source>The move of the volume {volume} of {name}</source>
        <translation>移动 {name} 的卷 {volume}</translation>
    </message>
</context>
<context>
    <name>VolumePoolsDialog</name>
    <message>
        <source>Pools of the volumes</source>
        <translation>卷的存储池</translation>
    </message>
    <message>
        <source>Volumes</source>
        <translation>卷</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Where shall the volumes of {name} be kept?</source>
        <translation>{name} 的卷存放在哪里？</translation>
    </message>
</context>
<context>
    <name>VolumePoolsModel</name>
    <message>
        <source>Volume</source>
        <translation>卷</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>至多</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>存储池</translation>
    </message>
</context>
<context>
    <name>VolumesModel</name>
    <message>
        <source>Volume</source>
        <translation>卷</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>存储池</translation>
    </message>
    <message>
        <source>Used / size</source>
        <translation>已用 / 大小</translation>
    </message>
    <message>
        <source>At shutdown</source>
        <translation>关机时</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>discarded</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>A snapshot of {source}, taken at every start</source>
        <translation>{source} 的快照，每次启动时生成</translation>
    </message>
    <message>
        <source>The qube&apos;s own data; a backup saves it</source>
        <translation>qube 自己的数据；会被备份</translation>
    </message>
    <message>
        <source>Scratch space, emptied at every start</source>
        <translation>临时空间，每次启动时清空</translation>
    </message>
    <message>
        <source>Never written by the qube</source>
        <translation>qube 从不写入</translation>
    </message>
    <message>
        <source>not usable</source>
        <translation>无法使用</translation>
    </message>
</context>
<context>
    <name>WhatPage</name>
    <message>
        <source>&amp;Profile</source>
        <translation>方案(&amp;P)</translation>
    </message>
    <message>
        <source>What, where and how, kept under a name</source>
        <translation>以一个名称保存内容、位置和方式</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>Sche&amp;dule…</source>
        <translation>定时(&amp;D)…</translation>
    </message>
    <message>
        <source>Search qubes</source>
        <translation>搜索 qube</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>Tick all qubes that are shown</source>
        <translation>勾选所有显示的 qube</translation>
    </message>
    <message>
        <source>Select n&amp;one</source>
        <translation>全不选(&amp;O)</translation>
    </message>
    <message>
        <source>Untick all qubes that are shown</source>
        <translation>取消勾选所有显示的 qube</translation>
    </message>
    <message>
        <source>Qubes to save</source>
        <translation>要备份的 qube</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Which qubes shall be saved?</source>
        <translation>要备份哪些 qube？</translation>
    </message>
    <message>
        <source>Tick the qubes to save.</source>
        <translation>请勾选要备份的 qube。</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s)</source>
        <translation>
            <numerusform>%n 个 qube</numerusform>
        </translation>
    </message>
    <message>
        <source>{qubes}, {size} before compression</source>
        <translation>{qubes}，压缩前 {size}</translation>
    </message>
    <message>
        <source>Of qubes that &amp;run, save</source>
        <translation>运行中的 qube 备份(&amp;R)</translation>
    </message>
    <message>
        <source>their last clean state</source>
        <translation>最近的干净状态</translation>
    </message>
    <message>
        <source>As they were before they were started; nothing of them is disturbed.</source>
        <translation>即启动前的状态；不干扰它们。</translation>
    </message>
    <message>
        <source>a snapshot of now</source>
        <translation>此刻的快照</translation>
    </message>
    <message>
        <source>What a power cut would leave. Programs inside may have to mend their files.</source>
        <translation>即突然断电后剩下的内容。里面的程序可能需要修复文件。</translation>
    </message>
    <message>
        <source>what they hold once shut down, and start them again</source>
        <translation>关机后的内容，然后再启动</translation>
    </message>
    <message>
        <source>Complete and clean. Whoever works in them is interrupted.</source>
        <translation>完整而干净。正在其中工作的人会被打断。</translation>
    </message>
    <message>
        <source>{qubes}, {size}; about {packed} in the archive, as earlier ones went</source>
        <translation>{qubes}，{size}；按以往估计归档约 {packed}</translation>
    </message>
</context>
<context>
    <name>WherePage</name>
    <message>
        <source>&amp;Folder</source>
        <translation>文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>浏览(&amp;R)…</translation>
    </message>
    <message>
        <source>File na&amp;me</source>
        <translation>文件名(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;On</source>
        <translation>位于(&amp;O)</translation>
    </message>
    <message>
        <source>This is the disk that holds the qubes themselves. A backup here helps against mistakes, not against a broken, lost or stolen disk.</source>
        <translation>这就是存放 qube 的磁盘。备份在此可防误操作，但防不了磁盘损坏、丢失或被盗。</translation>
    </message>
    <message>
        <source>The file gets its name only when it is complete; until then it ends in .incomplete. Any Qubes system, and this program, can restore it.</source>
        <translation>文件完成后才得到正式名称，此前以 .incomplete 结尾。任何 Qubes 系统和本程序都能恢复它。</translation>
    </message>
    <message>
        <source>the qube {name}</source>
        <translation>qube {name}</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Where shall the backup be kept?</source>
        <translation>备份存放在哪里？</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>请选择文件夹。</translation>
    </message>
    <message>
        <source>In a qube, the folder is a whole path: it begins with /.</source>
        <translation>在 qube 中，文件夹须是以 / 开头的完整路径。</translation>
    </message>
    <message>
        <source>That cannot be the name of a file.</source>
        <translation>这不能作为文件名。</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>没有此文件夹。</translation>
    </message>
    <message>
        <source>That is a file, not a folder.</source>
        <translation>这是文件，不是文件夹。</translation>
    </message>
    <message>
        <source>You may not write to that folder.</source>
        <translation>您不能写入该文件夹。</translation>
    </message>
    <message>
        <source>There is a file of that name; nothing is overwritten.</source>
        <translation>已有同名文件；不会覆盖。</translation>
    </message>
    <message>
        <source>Type the folder: this program does not look into qubes.</source>
        <translation>请输入文件夹：本程序不查看 qube 内部。</translation>
    </message>
    <message>
        <source>{free} free, and {needed} to save before compression: it may not fit.</source>
        <translation>空闲 {free}，压缩前需备份 {needed}：可能放不下。</translation>
    </message>
    <message>
        <source>Writable, {free} free</source>
        <translation>可写，空闲 {free}</translation>
    </message>
    <message>
        <source>Folder for the backup</source>
        <translation>备份文件夹</translation>
    </message>
    <message>
        <source>{free} free, and about {needed} are needed: it may not fit.</source>
        <translation>空闲 {free}，约需 {needed}：可能放不下。</translation>
    </message>
    <message>
        <source>{free} free. The last try here failed: {reason}</source>
        <translation>空闲 {free}。上次在此尝试失败：{reason}</translation>
    </message>
    <message>
        <source>{name} is asked whether it can take the backup…</source>
        <translation>正在询问 {name} 能否接收备份…</translation>
    </message>
    <message>
        <source>{name} may not write to that folder.</source>
        <translation>{name} 不能写入该文件夹。</translation>
    </message>
    <message>
        <source>The qube takes a folder only.</source>
        <translation>该 qube 只接受文件夹。</translation>
    </message>
    <message>
        <source>The qube gives the file a name, made of the date.</source>
        <translation>该 qube 会用日期给文件命名。</translation>
    </message>
    <message>
        <source>Whether {name} can take the backup is not known: it cannot be asked ({reason}). It checks the folder when the backup begins, before any data go.</source>
        <translation>不知道 {name} 能否接收备份：无法询问它（{reason}）。备份开始时、发送数据之前，它会检查该文件夹。</translation>
    </message>
    <message>
        <source>The last try here failed: {reason}</source>
        <translation>上次在此尝试失败：{reason}</translation>
    </message>
    <message>
        <source>{name} can write there, {free} free</source>
        <translation>{name} 可写入，空闲 {free}</translation>
    </message>
    <message>
        <source>{name} can write there; how much is free it does not say</source>
        <translation>{name} 可写入；它没有说明空闲多少</translation>
    </message>
    <message>
        <source>Command &amp;line</source>
        <translation>命令行(&amp;L)</translation>
    </message>
    <message>
        <source>a command of this computer</source>
        <translation>本机的一个命令</translation>
    </message>
    <message>
        <source>Type the command.</source>
        <translation>请输入命令。</translation>
    </message>
    <message>
        <source>The folder is a whole path: it begins with /.</source>
        <translation>文件夹是完整路径：以 / 开头。</translation>
    </message>
    <message>
        <source>A shell of this computer runs it, as you, with the archive as its input. Whether the archive is whole there cannot be found out from here.</source>
        <translation>由本机的 shell 以您的身份运行，归档作为其输入。归档在那里是否完整，从这里无法得知。</translation>
    </message>
</context>
<context>
    <name>Wizard</name>
    <message>
        <source>&amp;Back</source>
        <translation>上一步(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一步(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>{number} bytes</source>
        <translation>{number} 字节</translation>
    </message>
    <message>
        <source>{size}/s</source>
        <translation>{size}/秒</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} 秒</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} 分钟</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
        <source>about {duration} left</source>
        <translation>大约还需 {duration}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>{count} 分钟前</translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation>{count} 小时前</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n 天前</numerusform>
        </translation>
    </message>
    <message>
        <source>App</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Disposable</source>
        <translation>一次性</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Standalone</source>
        <translation>独立</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>管理</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Halted</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Crashed</source>
        <translation>已崩溃</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Outdated</source>
        <translation>已过时</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>有风险</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>失联</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在关机</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count} 小时</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>剩余不到一分钟</translation>
    </message>
    <message>
        <source>less than {duration} left</source>
        <translation>剩余不到 {duration}</translation>
    </message>
    <message>
        <source>{low} to {high} min left</source>
        <translation>还需 {low} 到 {high} 分钟</translation>
    </message>
    <message>
        <source>{shortest} to {longest} left</source>
        <translation>还需 {shortest} 到 {longest}</translation>
    </message>
</context>
</TS>
